package hokm.simulation;

import hokm.gateway.PlainGateway;
import io.vertx.core.json.JsonObject;

/** A connection between a peer and a gateway, both ends of it. */
final class PlayerSocket implements PlainGateway.Cable {

  private final World world;
  private final SimulatedNode node;
  private final Peer peer;
  private final Lane up;
  private final Lane down;
  private PlainGateway.Ear ear;
  private boolean endedHere;
  private boolean left;
  private boolean deaf;

  PlayerSocket(World world, SimulatedNode node, Peer peer) {
    this.world = world;
    this.node = node;
    this.peer = peer;
    this.up = world.scheduler.lane();
    this.down = world.scheduler.lane();
  }

  SimulatedNode node() {
    return node;
  }

  void dial() {
    if (node.life().dead() || node.gateway().leaving()) {
      down(() -> peer.ended(this, 503));
      return;
    }
    world.scheduler.after(way(), node.life(), up, () -> {
      if (left) return;
      if (node.gateway().leaving()) {
        down(() -> peer.ended(this, 503));
        return;
      }
      node.sockets().add(this);
      ear = node.gateway().open(this);
      down(() -> peer.opened(this));
    });
  }

  private long way() {
    return world.between(200, 3000);
  }

  private void down(Runnable arrival) {
    world.scheduler.after(way(), world.outside, down, () -> {
      if (!left) arrival.run();
    });
  }

  /** From now on nothing gets through, and neither end is told. */
  void goDeaf() {
    deaf = true;
  }

  /** The peer's end closes. */
  void hangUp() {
    if (left) return;
    left = true;
    if (deaf || ear == null) return;
    world.scheduler.after(way(), node.life(), up, () -> {
      endedHere = true;
      node.sockets().remove(this);
      ear.end();
    });
  }

  void say(String frame) {
    if (deaf || left) return;
    world.scheduler.after(way(), node.life(), up, () -> {
      if (!endedHere) ear.text(frame);
    });
  }

  /** Its kernel closes what a dead process had open. */
  void nodeIsGone() {
    endedHere = true;
    if (!deaf) down(() -> peer.ended(this, 1006));
  }

  @Override
  public boolean closed() {
    return endedHere;
  }

  @Override
  public void send(String frame) {
    var json = new JsonObject(frame);
    world.trace.say(() -> node.id() + " tells " + peer + ": " + frame);
    peer.told(frame, json);
    if (!deaf) down(() -> peer.heard(this, json));
  }

  @Override
  public void ping() {
    if (deaf) return;
    world.scheduler.after(2 * way(), node.life(), up, () -> {
      if (!endedHere && !left) ear.pong();
    });
  }

  @Override
  public void close(int status, String reason) {
    endedHere = true;
    node.sockets().remove(this);
    world.trace.say(() -> node.id() + " closes the socket of " + peer + ": " + reason);
    if (!deaf) down(() -> peer.ended(this, status));
  }
}
