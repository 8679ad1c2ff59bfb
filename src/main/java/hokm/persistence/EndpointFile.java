package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.BadSetting;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether the file that lists the servers lists others now. */
final class EndpointFile {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointFile.class);
  private static final long LOOK_MILLIS = 1000;

  private final Vertx vertx;
  private final Path file;
  private final String node;
  private final Consumer<List<Endpoint>> changed;
  private List<Endpoint> known;
  private String complaint = "";

  /** @param changed is given the new list, on the event loop of the start */
  EndpointFile(Vertx vertx, Path file, String node, List<Endpoint> known,
      Consumer<List<Endpoint>> changed) {
    this.vertx = vertx;
    this.file = file;
    this.node = node;
    this.known = known;
    this.changed = changed;
  }

  void start() {
    vertx.setPeriodic(LOOK_MILLIS, tick -> vertx.fileSystem().readFile(file.toString())
        .map(text -> PostgresSettings.list(text.toString()))
        .onSuccess(this::found).onFailure(this::complain));
  }

  private void found(List<Endpoint> listed) {
    complaint = "";
    if (listed.equals(known)) return;
    known = listed;
    LOG.info("Node {} looks at the PostgreSQL servers {} from now on, as {} says.", node, listed,
        file);
    changed.accept(listed);
  }

  private void complain(Throwable e) {
    String why = e instanceof BadSetting ? e.getMessage() : "it can't be read";
    if (why.equals(complaint)) return;
    complaint = why;
    LOG.warn("Node {} goes on with the PostgreSQL servers {}, for it can't use {}: {}.", node,
        known, file, why);
  }
}
