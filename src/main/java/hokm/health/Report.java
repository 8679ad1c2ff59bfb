package hokm.health;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.List;

/** Runs its checks side by side, each with the deadline, and tells what they found. */
final class Report {
  private final String node;
  private final List<Check> checks;
  private final HealthChecks procedures;

  Report(Vertx vertx, String node, HealthSettings settings, List<Check> checks) {
    this.node = node;
    this.checks = checks;
    procedures = HealthChecks.create(vertx);
    for (Check check : checks) {
      procedures.register(check.name(), settings.deadline().toMillis(), run -> look(check, run));
    }
  }

  /** @return never fails; {"status":"UP|DOWN","node":…,"checks":[…]} */
  Future<JsonObject> body() {
    return procedures.checkStatus().map(result -> {
      var found = new JsonArray();
      for (Check check : checks) found.add(entry(check, result));
      return new JsonObject()
          .put("status", CheckResult.isUp(result) ? "UP" : "DOWN")
          .put("node", node)
          .put("checks", found);
    });
  }

  private static JsonObject entry(Check check, CheckResult all) {
    var result = all.getChecks().stream()
        .filter(each -> each.getId().equals(check.name())).findFirst().orElseThrow();
    // What was late or threw has no sentence of its own.
    var data = result.getData();
    String sentence = data == null ? null : data.getString("sentence");
    return new JsonObject()
        .put("name", check.name())
        .put("ok", CheckResult.isUp(result))
        .put("sentence", sentence == null ? check.late() : sentence);
  }

  private static void look(Check check, Promise<Status> run) {
    check.look().get()
        .map(finding -> {
          var data = new JsonObject().put("sentence", finding.sentence());
          return finding.ok() ? Status.OK(data) : Status.KO(data);
        })
        .onSuccess(run::tryComplete)
        .onFailure(run::tryFail);
  }
}
