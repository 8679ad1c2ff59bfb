package hokm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is written down of an operator's calls, and when. */
class AuditTest {

  private static final Call CALL = new Call(UUID.randomUUID(), 1_000, "amir", "10.0.0.7", "move",
      "K7PM2Q", new JsonObject().put("to", "node2"));
  private static final Reply DONE = Reply.ok(new JsonObject());

  private final List<OutboxEntry> later = new ArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private final Audit audit = new Audit("n-1", entry -> {
    later.add(entry);
    return Future.succeededFuture();
  });

  private Future<Reply> work() {
    done.incrementAndGet();
    return Future.succeededFuture(DONE);
  }

  private List<String> steps() {
    return later.stream().map(entry -> entry.body().getString("step") + " "
        + entry.body().getString("outcome")).toList();
  }

  @Test
  void nothingIsDoneBeforeItIsWrittenDown() {
    Promise<Void> written = Promise.promise();
    var reply = audit.act(CALL, written.future(), this::work);
    assertThat(done).hasValue(0);
    written.complete();
    assertThat(reply.result()).isEqualTo(DONE);
    assertThat(done).hasValue(1);
    assertThat(steps()).containsExactly("answered done");
  }

  @Test
  void whatCannotBeWrittenDownIsNotDoneAndTheOperatorIsToldWhy() {
    var reply = audit.act(CALL, Future.failedFuture("PostgreSQL is away"), this::work).result();
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body().getString("code")).isEqualTo("no_record");
    assertThat(done).hasValue(0);
  }

  @Test
  void aDrainIsDoneAllTheSameAndWrittenDownLater() {
    var reply = audit.actAnyway(CALL, Future.failedFuture("PostgreSQL is away"), this::work);
    assertThat(reply.result()).isEqualTo(DONE);
    assertThat(steps()).containsExactly("asked null", "answered done");
  }

  @Test
  void aDrainThatIsWrittenDownAtOnceIsWrittenDownOnce() {
    audit.actAnyway(CALL, Future.succeededFuture(), this::work);
    assertThat(steps()).containsExactly("answered done");
  }

  @Test
  void whoLooksIsWrittenDownWithWhatHeLookedAt() {
    audit.look(CALL, () -> Future.succeededFuture(
        Reply.refused(404, "no_room", "There is no room K7PM2Q.")));
    assertThat(later).singleElement().satisfies(entry -> {
      assertThat(entry.kind()).isEqualTo("operator_call");
      assertThat(entry.body()).isEqualTo(new JsonObject().put("call", CALL.id().toString())
          .put("step", "answered").put("at", 1_000L).put("who", "amir")
          .put("remote", "10.0.0.7").put("node", "n-1").put("action", "move")
          .put("target", "K7PM2Q").put("arguments", new JsonObject().put("to", "node2"))
          .put("outcome", "no_room: There is no room K7PM2Q."));
    });
  }
}
