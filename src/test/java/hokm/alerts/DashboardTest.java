package hokm.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, as far as it can be judged without a Grafana. */
class DashboardTest {

  private static final Set<String> PANEL = Set.of("id", "type", "title", "description",
      "datasource", "gridPos", "fieldConfig", "options", "targets");
  private static final Set<String> ROW = Set.of("id", "type", "title", "collapsed", "gridPos",
      "panels");
  private static final Set<String> TARGET = Set.of("refId", "datasource", "expr", "legendFormat",
      "range");
  private static final Set<String> UNITS = Set.of("none", "s", "bytes", "percentunit");
  private static final int COLUMNS = 24;

  private final Dashboard dashboard = Dashboard.read();

  @Test
  void itHasARowForEachThingThatAnOperatorAsksAfter() {
    assertThat(dashboard.panels()).filteredOn(panel -> panel.getString("type").equals("row"))
        .extracting(row -> row.getString("title")).containsExactly("Play", "Rooms and sockets",
            "Fail-over", "Results", "JVM and event loops");
    assertThat(dashboard.json().getString("uid")).isEqualTo("hokm");
  }

  @Test
  void everyPanelIsWholeAndHasNothingThatIsNotKnown() {
    var ids = new HashSet<Integer>();
    assertThat(dashboard.panels()).allSatisfy(panel -> {
      assertThat(ids.add(panel.getInteger("id"))).as("its id is its own").isTrue();
      if (panel.getString("type").equals("row")) {
        assertThat(panel.fieldNames()).isEqualTo(ROW);
        return;
      }
      assertThat(panel.getString("type")).isIn("timeseries", "stat",
          "state-timeline");
      assertThat(panel.fieldNames()).isEqualTo(PANEL);
      assertThat(panel.getString("description")).endsWith(".");
      assertThat(panel.getJsonObject("fieldConfig").getJsonObject("defaults").getString("unit"))
          .isIn(UNITS);
      var letters = new HashSet<String>();
      assertThat(Dashboard.objects(panel.getJsonArray("targets"))).isNotEmpty()
          .allSatisfy(target -> {
            assertThat(target.fieldNames()).isEqualTo(TARGET);
            assertThat(letters.add(target.getString("refId"))).isTrue();
            assertThat(source(target)).isEqualTo(source(panel)).isEqualTo("prometheus");
          });
    });
  }

  /** As conf/grafana/datasources/prometheus.yaml names it. */
  private static String source(JsonObject of) {
    return of.getJsonObject("datasource").getString("uid");
  }

  @Test
  void theDatasourceIsTheOneThatIsProvisioned() {
    var file = Path.of("conf", "grafana", "datasources", "prometheus.yaml");
    assertThat(Alert.each(Alert.yaml(file).get("datasources"))).singleElement().satisfies(source ->
            assertThat(source).containsEntry("uid", "prometheus").containsEntry("type",
                "prometheus"));
  }

  @Test
  void panelsStandBesideEachOtherAndNotOverEachOther() {
    var taken = new TreeMap<Integer, Integer>();
    assertThat(dashboard.panels()).allSatisfy(panel -> {
      var at = panel.getJsonObject("gridPos");
      assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(COLUMNS);
      for (int x = at.getInteger("x"); x < at.getInteger("x") + at.getInteger("w"); x++) {
        for (int y = at.getInteger("y"); y < at.getInteger("y") + at.getInteger("h"); y++) {
          assertThat(taken.putIfAbsent(y * COLUMNS + x, panel.getInteger("id"))).isNull();
        }
      }
    });
  }

  @Test
  void everyQueryAsksForFiguresThatAreToldAndPrometheusCanReadIt(@TempDir Path folder)
      throws Exception {
    var told = Metrics.told();
    var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    List<String> queries = dashboard.queries();
    for (int no = 0; no < queries.size(); no++) {
      assertThat(told.keySet()).as(queries.get(no))
          .containsAll(Metrics.of(queries.get(no), told.keySet()));
      rules.append("      - {record: 'q").append(no).append("', expr: '")
          .append(queries.get(no).replace("'", "''")).append("'}\n");
    }
    var file = Files.writeString(folder.resolve("queries.yml"), rules.toString());
    var ended = Program.promtool("check", "rules", file.toString());
    assertThat(ended.code()).as(ended.printed()).isZero();
  }
}
