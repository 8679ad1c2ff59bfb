package hokm.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What wakes somebody can be read, looks at figures that exist, and says what to do. */
class AlertRulesTest {

  private static final Path RUNBOOK = Path.of("docs", "runbook.md");
  private static final Path CASES = Path.of("src", "test", "prometheus", "alerts.yml");
  private static final Path FAULTS =
      Path.of("src", "test", "java", "hokm", "alerts", "AlertsFireIT.java");
  private static final Path KUBERNETES = Path.of("k8s", "base", "alerts.yaml");
  private static final String LINK = "{{ or $externalLabels.runbook \"docs/runbook.md\" }}#";
  private static final Pattern FIRES = Pattern.compile("alertname=\"(\\w+)\"");

  private final Map<String, Alert> alerts = Alert.all().stream()
      .collect(Collectors.toMap(Alert::name, Function.identity()));

  @Test
  void everyAlertSaysHowUrgentItIsAndWhatIsTheMatterInWholeSentences() {
    assertThat(alerts).isNotEmpty().allSatisfy((name, alert) -> {
      assertThat(name).startsWith("Hokm");
      assertThat(alert.severity()).isIn("page", "ticket");
      assertThat(alert.notes()).containsOnlyKeys("summary", "description", "runbook_url");
      assertThat(alert.notes().get("summary")).matches("[A-Z].*\\.");
      assertThat(alert.notes().get("description")).matches("[A-Z{].*\\.");
      assertThat(alert.notes().get("runbook_url")).startsWith(LINK);
    });
  }

  @Test
  void everyAlertLooksAtFiguresThatAreToldAndThePageOfFiguresNamesIt() {
    var told = Metrics.told();
    var looked = new TreeMap<String, Set<String>>();
    told.keySet().forEach(figure -> looked.put(figure, new TreeSet<>()));
    alerts.values().forEach(alert -> Metrics.of(alert.expr(), told.keySet()).forEach(figure -> {
      assertThat(told).as(alert.name() + " looks at it").containsKey(figure);
      looked.get(figure).add(alert.name());
    }));
    assertThat(told).isEqualTo(looked);
  }

  @Test
  void everyAlertLeadsToAnEntryOfTheRunbookAndEveryEntryNamesItsAlertsOrSaysWhyThereAreNone() {
    var named = new TreeMap<String, Set<String>>();
    Page.sections(RUNBOOK).forEach((anchor, text) -> {
      var here = Pattern.compile("`(Hokm\\w+)`").matcher(text).results()
          .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
      assertThat(!here.isEmpty() || text.contains("*No alert:*"))
          .as("The entry #" + anchor + " names an alert or says why there is none").isTrue();
      assertThat(alerts.keySet()).as("The entry #" + anchor).containsAll(here);
      named.put(anchor, here);
    });
    assertThat(alerts.values()).allSatisfy(alert ->
        assertThat(named.getOrDefault(alert.anchor(), Set.of()))
            .as("What the entry #" + alert.anchor() + " is for").contains(alert.name()));
  }

  @Test
  void everyAlertFiresInACaseAndInAnotherDoesNot() throws Exception {
    var fires = FIRES.matcher(Files.readString(CASES)).results().map(found -> found.group(1))
        .collect(Collectors.toSet());
    assertThat(fires).isEqualTo(
        alerts.keySet().stream().collect(Collectors.toCollection(HashSet::new)));
    var ended = Program.promtool("test", "rules", CASES.toString());
    assertThat(ended.code()).as(ended.printed()).isZero();
  }

  @Test
  void everyAlertIsCausedForRealByOneOfTheFaults() throws Exception {
    assertThat(Files.readString(FAULTS)).contains(
        alerts.keySet().stream().map(name -> '"' + name + '"').toList());
  }

  @Test
  void prometheusTakesItsConfigurationAndTheRules() throws Exception {
    var ended = Program.promtool("check", "config", "conf/prometheus/prometheus.yml");
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains(alerts.size() + " rules found");
  }

  @Test
  void kubernetesIsGivenTheSameGroups() {
    var rule = new HashMap<>(Alert.yaml(KUBERNETES));
    assertThat(rule.get("kind")).isEqualTo("PrometheusRule");
    var spec = (Map<?, ?>) rule.get("spec");
    assertThat(spec.get("groups")).as("To write it anew: { sed '/^spec:/q' " + KUBERNETES
        + "; sed -n '/^groups:/,$s/^/  /p' " + Alert.RULES + "; } > " + KUBERNETES + ".new && mv "
        + KUBERNETES + ".new " + KUBERNETES).isEqualTo(Alert.yaml(Alert.RULES).get("groups"));
    assertThat(List.copyOf(spec.keySet())).hasSize(1);
  }
}
