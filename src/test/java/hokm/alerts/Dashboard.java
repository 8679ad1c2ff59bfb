package hokm.alerts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** conf/grafana/dashboards/hokm.json as Grafana would be given it. */
record Dashboard(JsonObject json) {

  static final Path FILE = Path.of("conf", "grafana", "dashboards", "hokm.json");

  static Dashboard read() {
    return new Dashboard(new JsonObject(String.join("\n", Page.lines(FILE))));
  }

  List<JsonObject> panels() {
    return objects(json.getJsonArray("panels")).toList();
  }

  /** Those of annotations too; what Grafana itself puts into them stands for all and a minute. */
  List<String> queries() {
    var inPanels = panels().stream().filter(panel -> panel.containsKey("targets"))
        .flatMap(panel -> objects(panel.getJsonArray("targets")));
    var beside = objects(json.getJsonObject("annotations").getJsonArray("list"));
    return Stream.concat(inPanels, beside).map(target -> target.getString("expr")
        .replace("$__rate_interval", "1m").replace("$instance", ".*")).toList();
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
