package hokm.persistence;

import hokm.persistence.PostgresSettings.Promote;
import hokm.room.Outbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What this node knows of PostgreSQL, told from any thread without asking anyone. */
public final class DbHealth {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final DatabaseView view;
  private final PostgresSettings settings;
  private volatile Optional<Outbox.Depth> depth = Optional.empty();

  DbHealth(DatabaseView view, PostgresSettings settings) {
    this.view = view;
    this.settings = settings;
  }

  void depth(Outbox.Depth seen) {
    depth = Optional.of(seen);
  }

  /** Results that wait, as far as was last seen. */
  public long waiting() {
    return depth.map(Outbox.Depth::entries).orElse(0L);
  }

  /** How long the oldest of them has waited. */
  public Duration oldest() {
    return depth.map(Outbox.Depth::oldest).orElse(Duration.ZERO);
  }

  /** Primaries that are not written to, for another is or two claim to be it. */
  public int primariesTooMany() {
    var verdict = view.verdict();
    return verdict.stale().size() + (verdict.disputed() ? 2 : 0);
  }

  /** Whether the primary is gone and a server that may hold a result is not seen. */
  public boolean promotionRefused() {
    return settings.promote() == Promote.AUTO && Promotion.refused(view.verdict(), settings.ack());
  }

  /** Of the standby that lags most, in milliseconds. */
  public long lagMillis() {
    return view.verdict().results().stream().filter(ProbeResult::standby)
        .mapToLong(each -> each.state().orElseThrow().lagMillis()).max().orElse(0);
  }

  /**
   * One server as its last probe found it.
   *
   * @param role in lower case, such as standby
   * @param failures probes in a row without an answer
   * @param lagMillis of a standby that answers, otherwise empty
   * @param breaker its state, in lower case
   */
  public record ServerHealth(String address, String role, boolean up, int failures,
      OptionalLong lagMillis, String breaker) {}

  public List<ServerHealth> servers() {
    var verdict = view.verdict();
    return verdict.results().stream().map(each -> new ServerHealth(each.endpoint().toString(),
        word(role(each, verdict.stale())), each.state().isPresent(), each.failures(),
        each.standby() ? OptionalLong.of(each.state().orElseThrow().lagMillis())
            : OptionalLong.empty(), view.breaker(each.endpoint()))).toList();
  }

  public boolean healthy() {
    return view.verdict().writer().isPresent();
  }

  public JsonObject describe() {
    var verdict = view.verdict();
    var endpoints = new JsonArray();
    verdict.results().forEach(each -> endpoints.add(endpoint(verdict, each)));
    var json = new JsonObject().put("sentence", verdict.sentence() + backlog())
        .put("writer", verdict.writer().map(Object::toString).orElse(null))
        .put("endpoints", endpoints);
    depth.ifPresent(seen -> json.put("outbox", new JsonObject().put("entries", seen.entries())
        .put("oldestMs", seen.oldest().toMillis())));
    return json;
  }

  private String backlog() {
    return depth.filter(seen -> seen.entries() > 0 && seen.oldest().compareTo(LONG) >= 0)
        .map(seen -> " " + seen.entries() + " results wait in the outbox, the oldest for "
            + seen.oldest().toSeconds() + " s.").orElse("");
  }

  private JsonObject endpoint(Verdict verdict, ProbeResult each) {
    var json = new JsonObject().put("address", each.endpoint().toString())
        .put("role", word(role(each, verdict.stale())))
        .put("reachable", each.state().isPresent())
        .put("breaker", view.breaker(each.endpoint()));
    each.state().ifPresent(state ->
        json.put("timeline", state.timeline()).put("lagMs", state.lagMillis()));
    return json;
  }

  private enum Role { PRIMARY, STANDBY, STALE, UNKNOWN }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Role role(ProbeResult each, List<PostgresSettings.Endpoint> stale) {
    if (each.state().isEmpty()) return Role.UNKNOWN;
    if (each.standby()) return Role.STANDBY;
    return stale.contains(each.endpoint()) ? Role.STALE : Role.PRIMARY;
  }
}
