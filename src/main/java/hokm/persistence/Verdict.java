package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who is written to. Never a server of a lower timeline than any that was seen: it missed a
 * promotion, and what it took since then is on no other server.
 *
 * @param writer empty when there is none
 * @param last the writer, or the one before there was none
 * @param newest the highest timeline seen so far
 * @param stale primaries of a lower timeline
 * @param disputed whether two claim to be the primary of one timeline. Nobody can tell which of
 *     them has what was acknowledged, so neither is written to
 * @param sentence how it is, for an operator
 */
record Verdict(Optional<Endpoint> writer, Optional<Endpoint> last, long newest,
    List<Endpoint> stale, boolean disputed, List<ProbeResult> results, String sentence) {

  static Verdict none(List<Endpoint> endpoints) {
    return of(endpoints.stream().map(ProbeResult::unknown).toList(), Optional.empty(), 0);
  }

  Verdict next(List<ProbeResult> found) {
    return of(found, last, newest);
  }

  /** @param previous the last writer @param known the highest timeline seen before */
  static Verdict of(List<ProbeResult> results, Optional<Endpoint> previous, long known) {
    long newest = results.stream().flatMap(each -> each.state().stream())
        .mapToLong(ProbeResult.State::timeline).reduce(known, Math::max);
    var candidates = new ArrayList<Endpoint>();
    var stale = new ArrayList<Endpoint>();
    for (ProbeResult each : results) {
      if (each.state().isEmpty() || each.standby()) continue;
      if (each.state().get().timeline() < newest) stale.add(each.endpoint());
      else if (each.state().get().writable()) candidates.add(each.endpoint());
    }
    boolean disputed = candidates.size() > 1;
    var writer = disputed ? Optional.<Endpoint>empty() : candidates.stream().findFirst();
    return new Verdict(writer, writer.or(() -> previous), newest, List.copyOf(stale), disputed,
        List.copyOf(results), disputed ? dispute(candidates, newest)
            : sentence(results, writer, stale));
  }

  private static String dispute(List<Endpoint> candidates, long timeline) {
    return candidates.stream().map(Endpoint::toString).collect(Collectors.joining(" and "))
        + " both claim to be the primary of timeline " + timeline + ", so neither is written to and"
        + " results wait in the outbox; stop the one that was promoted by mistake and make it a"
        + " standby.";
  }

  private static String sentence(List<ProbeResult> results, Optional<Endpoint> writer,
      List<Endpoint> stale) {
    var parts = new ArrayList<String>();
    parts.add(writer.map(at -> "The primary at " + at + " answers")
        .orElse("No primary answers, so results wait in the outbox"));
    for (ProbeResult each : results) {
      if (writer.equals(Optional.of(each.endpoint()))) continue;
      parts.add(other(each, stale.contains(each.endpoint())));
    }
    return parts.stream().collect(Collectors.joining("; ", "", "."));
  }

  private static String other(ProbeResult each, boolean stale) {
    if (each.state().isEmpty()) return each.endpoint() + " " + each.error();
    var state = each.state().get();
    if (stale) {
      return "the primary at " + each.endpoint() + " is stale (timeline " + state.timeline()
          + ") and is not written to";
    }
    if (state.recovery()) {
      return "the standby at " + each.endpoint() + " lags " + state.lagMillis() + " ms";
    }
    return "the primary at " + each.endpoint()
        + (state.readOnly() ? " is read-only" : " is not written to");
  }

  Optional<ProbeResult> result(Endpoint endpoint) {
    return results.stream().filter(each -> each.endpoint().equals(endpoint)).findFirst();
  }

  /** Where to read, the best first: standbys nearly up to date, the writer, other standbys. */
  List<Endpoint> readable(long mostLagMillis) {
    var fresh = readers(mostLagMillis);
    var all = new ArrayList<>(fresh);
    writer.ifPresent(all::add);
    readers(Long.MAX_VALUE).stream().filter(each -> !fresh.contains(each)).forEach(all::add);
    return all;
  }

  /** How far what it shows may be behind; zero of the writer. */
  Duration behind(Endpoint endpoint) {
    return result(endpoint).filter(ProbeResult::standby).flatMap(ProbeResult::state)
        .map(state -> Duration.ofMillis(state.lagMillis())).orElse(Duration.ZERO);
  }

  /** Standbys that are nearly up to date, the best first. */
  List<Endpoint> readers(long mostLagMillis) {
    return results.stream().filter(each -> each.standby()
            && each.state().orElseThrow().lagMillis() < mostLagMillis)
        .sorted(Comparator.comparingLong(each -> each.state().orElseThrow().lagMillis()))
        .map(ProbeResult::endpoint).toList();
  }

  /**
   * Whether a standby of this timeline has applied so much, and the timeline is still written. The
   * writer must know of a standby that has it, since timelines of one number may be two.
   */
  boolean replicated(long timeline, long position) {
    return timelineStands(timeline) && sentOn(position)
        && results.stream().filter(ProbeResult::standby).map(each -> each.state().orElseThrow())
            .anyMatch(state -> state.timeline() == timeline && state.replayed() >= position);
  }

  private boolean sentOn(long position) {
    return writer.flatMap(this::result).flatMap(ProbeResult::state).filter(state ->
        state.flushed() == ProbeResult.State.UNSEEN || state.flushed() >= position).isPresent();
  }

  /** Whether more than one server claims to be the primary, which is never right for long. */
  boolean alarming() {
    return disputed || !stale.isEmpty();
  }

  /** Whether what was written at this timeline is still where we write. */
  private boolean timelineStands(long timeline) {
    return writer.isPresent() && newest == timeline;
  }
}
