package hokm.room;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How hosts' messages to each other travel between nodes. */
final class HostCodecs {

  private HostCodecs() {}

  static void register(EventBus bus) {
    bus.registerDefaultCodec(Kept.class, BusCodecs.codec("kept", HostCodecs::json,
        HostCodecs::kept));
    bus.registerDefaultCodec(HandOver.class, BusCodecs.codec("hand_over",
        m -> new JsonObject().put("from", m.from()).put("rooms", new JsonArray(m.rooms()))
            .put("cause", m.cause().word()),
        json -> new HandOver(json.getString("from"),
            BusCodecs.texts(json.getJsonArray("rooms")), MoveCause.of(json.getString("cause")))));
    bus.registerDefaultCodec(HandOver.Taken.class, BusCodecs.codec("taken",
        m -> new JsonObject().put("rooms", new JsonArray(m.rooms())),
        json -> new HandOver.Taken(BusCodecs.texts(json.getJsonArray("rooms")))));
    bus.registerDefaultCodec(MoveRoom.class, BusCodecs.codec("move_room",
        m -> new JsonObject().put("room", m.room()).put("to", m.to()),
        json -> new MoveRoom(json.getString("room"), json.getString("to"))));
    bus.registerDefaultCodec(HostLoad.class, BusCodecs.codec("host_load",
        m -> new JsonObject().put("node", m.node()).put("rooms", m.rooms())
            .put("leaving", m.leaving()),
        json -> new HostLoad(json.getString("node"), json.getInteger("rooms"),
            json.getBoolean("leaving"))));
  }

  private static JsonObject json(Kept kept) {
    var entries = new JsonArray();
    kept.entries().forEach(e -> entries.add(new JsonArray().add(e.room()).add(e.match())
        .add(e.kind()).add(e.no())));
    return new JsonObject().put("entries", entries);
  }

  private static Kept kept(JsonObject json) {
    return new Kept(json.getJsonArray("entries").stream().map(JsonArray.class::cast)
        .map(e -> new Kept.Entry(e.getString(0), e.getString(1), e.getString(2),
            e.getInteger(3))).toList());
  }
}
