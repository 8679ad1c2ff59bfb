package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All rooms of a node, for its operator. Safe from any thread; answers come on any. */
public record HostedRooms(List<GameRooms> loops) {

  public int size() {
    return loops.stream().mapToInt(GameRooms::size).sum();
  }

  /**
   * In the order of their codes, without a card.
   *
   * @param after the code before the first
   */
  public Future<List<JsonObject>> page(String after, int most) {
    var parts = loops.stream().map(loop -> loop.loop().facts(after, most)).toList();
    return Future.all(parts).map(done -> parts.stream().flatMap(part -> part.result().stream())
        .sorted(Comparator.comparing((JsonObject facts) -> facts.getString("room"))).limit(most)
        .toList());
  }

  /** Empty when it is not here. */
  public Future<Optional<JsonObject>> room(String code) {
    var parts = loops.stream().map(loop -> loop.loop().facts(code)).toList();
    return Future.all(parts).map(done ->
        parts.stream().flatMap(part -> part.result().stream()).findFirst());
  }

  /**
   * Between two moves; the match that is played there counts for nobody.
   *
   * @param why the players are told
   * @return whether it was here; fails when it could not be closed, and goes on
   */
  public Future<Boolean> close(String code, String why) {
    var parts = loops.stream().map(loop -> loop.loop().end(code, why)).toList();
    return Future.all(parts).map(done -> parts.stream().anyMatch(Future::result));
  }
}
