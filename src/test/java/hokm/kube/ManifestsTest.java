package hokm.kube;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.health.Check;
import hokm.health.HealthRoutes;
import hokm.health.HealthSettings;
import hokm.health.Metrics;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What k8s/ renders to is what the kinds' models know, and means what is there. */
class ManifestsTest {

  private static final Pattern FIGURE = Pattern.compile("\\| `(hokm_[a-z_]+)` \\|");
  private static final Path PRODUCTION = Path.of("k8s", "overlays", "production");

  @ParameterizedTest
  @ValueSource(strings = {"local", "production"})
  void everyFieldIsKnownAndEveryNameMeansSomething(String overlay) throws IOException {
    assertThat(complaints(overlay, Rendered.text(overlay))).isEmpty();
  }

  /** Each is a mistake that one makes; the last column is some of what is said of it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      local      | replicas: 3                  | replcas: 3              | replcas is unknown
      local      | failureThreshold: 120        | failureThreshold: '120' | is read as
      local      | kind: PodDisruptionBudget    | kind: PodDisruptions    | no model
      production | walStorage                   | walStorag               | walStorag
      production | jobLabel                     | joblabel                | joblabel
      local      | targetPort: cluster          | targetPort: klaster     | means port klaster
      local      | port: http                   | port: web               | port web
      local      | path: /health/ready          | path: /health/redy      | no route
      local      | path: /health/live           | path: /health/ready     | does not mend
      local      | secretName: hokm-\\w+-replicator-\\w+ | secretName: nobody | needs Secret nobody
      production | key: sentinel-password       | key: sentinel           | needs sentinel of
      production | postgres-owner/password      | postgres-owner/word     | needs word
      production | bus/ca.crt                  | bus/ca.pem              | needs ca.pem of
      local      | admin/token                 | admin/word              | needs word of
      local      | secretName: hokm-redis-users-\\w+ | secretName: nobody | needs Secret nobody
      local      | podSelector:\\s+\\w+:\\s+[\\w./]+: hokm-operator | '' | more than operators' pods
      production | name: hokm_sockets           | name: hokm_socket       | No node tells
      local      | AccountName: hokm-rooms      | AccountName: nobody     | Account nobody
      local      | drop:\\s+- ALL               | drop: [NET_RAW]         | has capabilities
      local      | RootFilesystem: true         | RootFilesystem: false   | writes to its image
      local      | runAsNonRoot: true           | runAsNonRoot: false     | may be root
      local      | automountServiceAccountToken: false | automountServiceAccountToken: true | token
      local      | terminationGracePeriodSeconds: 30 | terminationGracePeriodSeconds: 15 | drained
      local      | enforce: restricted          | enforce: baseline       | may too much
      local      | (Labels:\\s+\\S+: room)s       | $1z                     | not select its own
      """)
  void aMistakeIsFound(String overlay, String from, String to, String said) throws IOException {
    var text = Rendered.text(overlay);
    var broken = text.replaceFirst(from, to.replace("\\n", "\n"));
    assertThat(broken).isNotEqualTo(text);
    assertThat(complaints(overlay, broken)).anyMatch(each -> each.contains(said));
  }

  /** What compose starts Redis with and the tests' Redis has; a copy would grow old. */
  @ParameterizedTest
  @ValueSource(strings = {"redis.conf", "sentinel.conf", "users.conf"})
  void redisIsGivenTheFilesThatEverybodyHas(String file) throws IOException {
    var objects = new ArrayList<Object>();
    read(Rendered.documents(Rendered.text("production")), objects, told -> { });
    assertThat(Fleet.of(objects).all(ConfigMap.class))
        .filteredOn(each -> each.getMetadata().getName().startsWith("hokm-redis-conf-"))
        .singleElement().extracting(each -> each.getData().get(file))
        .isEqualTo(Files.readString(Path.of("conf", "redis", file)));
  }

  private static List<String> complaints(String overlay, String text) throws IOException {
    var told = new ArrayList<String>();
    var objects = new ArrayList<Object>();
    read(Rendered.documents(text), objects, told::add);
    if (overlay.equals("production")) {
      for (String each : List.of("secrets.example.yaml", "bus.example.yaml")) {
        read(Rendered.documents(Files.readString(PRODUCTION.resolve(each))), objects, told::add);
      }
    }
    var fleet = Fleet.of(objects);
    told.addAll(Selectors.complaints(fleet));
    told.addAll(References.complaints(fleet, routes(), figures()));
    told.addAll(Restricted.complaints(fleet));
    return told;
  }

  private static void read(List<Map<String, Object>> documents, List<Object> into,
      Consumer<String> told) {
    documents.forEach(each -> into.addAll(Strict.read(each, told)));
  }

  /** Those of a node that takes no players. */
  private static Set<String> routes() {
    var vertx = Vertx.vertx();
    try {
      var router = Router.router(vertx);
      new HealthRoutes(vertx, HealthSettings.DEFAULT, new HealthRoutes.About("n", "1", () -> 0,
          () -> 0, Set::of), List.of(Check.joined("n", () -> true)),
          new HealthRoutes.Database(() -> true, JsonObject::new), new Metrics()).accept(router);
      return router.getRoutes().stream().map(Route::getPath).collect(Collectors.toSet());
    } finally {
      vertx.close();
    }
  }

  private static Set<String> figures() throws IOException {
    return FIGURE.matcher(Files.readString(Path.of("docs", "metrics.md"))).results()
        .map(each -> each.group(1)).collect(Collectors.toSet());
  }
}
