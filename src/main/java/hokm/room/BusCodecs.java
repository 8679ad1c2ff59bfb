package hokm.room;

import hokm.protocol.BotLevel;
import hokm.protocol.Emote;
import hokm.protocol.ErrorCode;
import hokm.protocol.MeantDeal;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the messages of rooms travel: inside a node as the same immutable object, between nodes as
 * JSON. Register once a Vert.x, before anything is sent.
 */
public final class BusCodecs {

  private BusCodecs() {}

  public static void register(EventBus bus) {
    bus.registerDefaultCodec(Ask.class, codec("ask", BusCodecs::json, BusCodecs::ask));
    bus.registerDefaultCodec(Answer.class, codec("answer", BusCodecs::json, BusCodecs::answer));
    bus.registerDefaultCodec(Tell.class, codec("tell", BusCodecs::json, BusCodecs::tell));
    bus.registerDefaultCodec(Adopted.class, codec("adopted", BusCodecs::json,
        BusCodecs::adopted));
    bus.registerDefaultCodec(Seated.class, codec("seated", BusCodecs::json, BusCodecs::seated));
    HostCodecs.register(bus);
  }

  static <T> MessageCodec<T, T> codec(String name, Function<T, JsonObject> write,
      Function<JsonObject, T> read) {
    return new MessageCodec<>() {
      @Override
      public void encodeToWire(Buffer buffer, T message) {
        var json = write.apply(message).toBuffer();
        buffer.appendInt(json.length()).appendBuffer(json);
      }

      @Override
      public T decodeFromWire(int at, Buffer buffer) {
        int length = buffer.getInt(at);
        return read.apply(buffer.getBuffer(at + 4, at + 4 + length).toJsonObject());
      }

      @Override
      public T transform(T message) {
        return message;
      }

      @Override
      public String name() {
        return "hokm." + name;
      }

      @Override
      public byte systemCodecID() {
        return -1;
      }
    };
  }

  static JsonObject json(Ask ask) {
    var json = new JsonObject().put("room", ask.room()).put("player", ask.player())
        .put("id", ask.id());
    var command = ask.command();
    json.put("command", command.getClass().getSimpleName());
    if (!ask.trace().isEmpty()) json.put("trace", ask.trace());
    if (command instanceof RoomCommand.OfDeal c) putDeal(json, c.deal());
    if (command instanceof RoomCommand.Open c) {
      putOpening(json, c);
    } else if (command instanceof RoomCommand.Join c) {
      json.put("name", c.name());
      c.seat().ifPresent(seat -> json.put("seat", seat.number()));
    } else if (command instanceof RoomCommand.ChangeSeat c) {
      json.put("seat", c.seat().number());
    } else if (command instanceof RoomCommand.AddBots c) {
      json.put("level", c.level().name());
    } else if (command instanceof RoomCommand.Salt c) {
      json.put("salt", c.salt());
    } else if (command instanceof RoomCommand.NameTrump c) {
      json.put("suit", c.suit().name());
    } else if (command instanceof RoomCommand.PlayCard c) {
      json.put("card", c.card().toString());
    } else if (command instanceof RoomCommand.Rematch c) {
      json.put("match", c.match());
    } else if (command instanceof RoomCommand.Say c) {
      json.put("emote", c.emote().name());
    } else if (command instanceof RoomCommand.Attach c) {
      json.put("gateway", c.gateway()).put("connection", c.connection())
          .put("lastSeen", c.lastSeen()).put("arrival", c.arrival());
    } else if (command instanceof RoomCommand.Watch c) {
      json.put("gateway", c.gateway()).put("connection", c.connection())
          .put("lastSeen", c.lastSeen());
    } else if (command instanceof RoomCommand.Unwatch c) {
      json.put("connection", c.connection());
    } else if (command instanceof RoomCommand.Detach c) {
      json.put("connection", c.connection());
    }
    return json;
  }

  private static void putDeal(JsonObject json, MeantDeal deal) {
    json.put("match", deal.match()).put("deal", deal.no());
  }

  private static void putOpening(JsonObject json, RoomCommand.Open open) {
    var players = new JsonArray();
    open.players().forEach(p -> players.add(new JsonArray().add(p.id()).add(p.name())));
    json.put("target", open.rules().target()).put("hakem", open.rules().firstHakem().name())
        .put("redeal", open.rules().redeal().name()).put("players", players)
        .put("bots", open.bots());
  }

  static Ask ask(JsonObject json) {
    return new Ask(json.getString("room"), json.getString("player"), json.getString("id"),
        command(json), json.getString("trace", ""));
  }

  private static RoomCommand command(JsonObject json) {
    return switch (json.getString("command")) {
      case "Open" -> new RoomCommand.Open(new MatchRules(json.getInteger("target"),
          MatchRules.FirstHakem.valueOf(json.getString("hakem")),
          MatchRules.Redeal.valueOf(json.getString("redeal"))),
          players(json.getJsonArray("players")), json.getBoolean("bots"));
      case "Join" -> new RoomCommand.Join(json.getString("name"), seat(json));
      case "ChangeSeat" -> new RoomCommand.ChangeSeat(seat(json).orElseThrow());
      case "AddBots" -> new RoomCommand.AddBots(BotLevel.valueOf(
          json.getString("level", BotLevel.NORMAL.name())));
      case "Salt" -> new RoomCommand.Salt(json.getString("salt"));
      case "NameTrump" -> new RoomCommand.NameTrump(Suit.valueOf(json.getString("suit")),
          deal(json));
      case "ThrowIn" -> new RoomCommand.ThrowIn(deal(json));
      case "PlayCard" -> new RoomCommand.PlayCard(Card.of(json.getString("card")),
          deal(json));
      case "Say" -> new RoomCommand.Say(Emote.valueOf(json.getString("emote")));
      case "Rematch" -> new RoomCommand.Rematch(json.getString("match", ""));
      case "Leave" -> new RoomCommand.Leave();
      case "Attach" -> new RoomCommand.Attach(json.getString("gateway"),
          json.getString("connection"), json.getLong("lastSeen"), json.getLong("arrival"));
      case "Watch" -> new RoomCommand.Watch(json.getString("gateway"),
          json.getString("connection"), json.getLong("lastSeen"));
      case "Unwatch" -> new RoomCommand.Unwatch(json.getString("connection"));
      case "Detach" -> new RoomCommand.Detach(json.getString("connection"));
      default -> throw new IllegalArgumentException(
          "No command is called " + json.getString("command"));
    };
  }

  private static MeantDeal deal(JsonObject json) {
    return new MeantDeal(json.getString("match", ""), json.getInteger("deal", 0));
  }

  private static List<Player> players(JsonArray json) {
    var players = new ArrayList<Player>();
    for (int i = 0; i < json.size(); i++) {
      var player = json.getJsonArray(i);
      players.add(new Player(player.getString(0), player.getString(1)));
    }
    return List.copyOf(players);
  }

  private static Optional<Seat> seat(JsonObject json) {
    return Optional.ofNullable(json.getInteger("seat")).map(Seat::at);
  }

  static JsonObject json(Answer answer) {
    var json = new JsonObject().put("moved", answer.moved());
    answer.error().ifPresent(error -> json.put("error", error.name()));
    answer.seat().ifPresent(seat -> json.put("seat", seat.number()));
    return json;
  }

  static Answer answer(JsonObject json) {
    return new Answer(Optional.ofNullable(json.getString("error")).map(ErrorCode::valueOf),
        seat(json), json.getBoolean("moved"));
  }

  static JsonObject json(Tell tell) {
    var frames = new JsonArray();
    tell.frames().forEach(f -> frames.add(new JsonArray().add(f.connection())
        .add(f.kind().name()).add(f.first()).add(f.last()).add(f.frame())));
    return new JsonObject().put("room", tell.room()).put("frames", frames)
        .put("saved", tell.origin().saved()).put("trace", tell.origin().trace());
  }

  static Tell tell(JsonObject json) {
    var frames = new ArrayList<Tell.ForSocket>();
    var array = json.getJsonArray("frames");
    for (int i = 0; i < array.size(); i++) {
      var f = array.getJsonArray(i);
      frames.add(new Tell.ForSocket(f.getString(0), Tell.Kind.valueOf(f.getString(1)),
          f.getLong(2), f.getLong(3), f.getString(4)));
    }
    return new Tell(json.getString("room"), List.copyOf(frames),
        new Tell.Origin(json.getLong("saved", 0L), json.getString("trace", "")));
  }

  static JsonObject json(Adopted adopted) {
    var owners = new JsonArray();
    adopted.owners().forEach(owner -> owners.add(owner.toString()));
    return new JsonObject().put("rooms", new JsonArray(adopted.rooms())).put("owners", owners);
  }

  static Adopted adopted(JsonObject json) {
    return new Adopted(texts(json.getJsonArray("rooms")),
        texts(json.getJsonArray("owners")).stream().map(Owner::of).toList());
  }

  static JsonObject json(Seated seated) {
    return new JsonObject().put("room", seated.room())
        .put("players", new JsonArray(seated.players()));
  }

  static Seated seated(JsonObject json) {
    return new Seated(json.getString("room"), texts(json.getJsonArray("players")));
  }

  static List<String> texts(JsonArray json) {
    return json.stream().map(String.class::cast).toList();
  }
}
