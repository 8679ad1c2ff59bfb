package hokm.stranger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client written from protocol.md alone: plays whole matches and checks every deal. */
public final class Stranger {
  /** What a match came to; events and fair deals in the order of the seats, up to the end. */
  public record Result(int matches, List<String> score, List<Integer> events, int deals,
      List<Integer> fairDeals, int gaps, Map<String, Integer> refusals,
      Map<String, Integer> notes, List<String> faults, long millis) {}
  private record Word(Client to, WebSocket socket, String kind, String text) {}
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HexFormat HEX = HexFormat.of();
  private final BlockingQueue<Word> inbox = new LinkedBlockingQueue<>();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Integer> refusals = new TreeMap<>(), notes = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<URI> servers;
  private final JsonObject seating;
  private final Random random;
  private int dropHow;
  private String code, twice;

  private Stranger(List<URI> servers, int strangers, boolean quick, long seed) {
    this.servers = servers;
    seating = quick ? JsonObject.of("type", "quick_match") : JsonObject.of("type", "create_room",
        "target", 1 + Math.floorMod(seed, 2), "redeal", "low_five");
    random = new Random(seed);
    dropHow = Math.floorMod(seed, 3);
    IntStream.range(0, strangers).forEach(i -> clients.add(new Client()));
  }

  /** In a room of their own, or by quick match; bots take the seats that are left. */
  public static Result playMatch(List<URI> servers, int strangers, boolean quick, long seed,
      Duration deadline) throws Exception {
    return new Stranger(servers, strangers, quick, seed).run(deadline);
  }

  /** Arguments: 1 to 4 (or quick1 to quick4), seed, matches, seconds for each, addresses. */
  public static void main(String[] args) throws Exception {
    boolean quick = args[0].startsWith("quick");
    int strangers = Integer.parseInt(args[0].replace("quick", ""));
    Duration deadline = Duration.ofSeconds(Long.parseLong(args[3]));
    List<URI> servers = Arrays.stream(args).skip(4).map(URI::create).toList();
    for (long seed = Long.parseLong(args[1]), n = Long.parseLong(args[2]); n > 0; n--, seed++) {
      System.out.println(seed + " " + playMatch(servers, strangers, quick, seed, deadline));
    }
  }

  private Result run(Duration deadline) throws Exception {
    long begin = System.nanoTime(), limit = deadline.toNanos();
    clients.get(0).connect();
    try {
      while (!clients.stream().allMatch(c -> c.left) && System.nanoTime() - begin < limit) {
        for (Word word = inbox.poll(50, TimeUnit.MILLISECONDS); word != null; word = inbox.poll()) {
          word.to.hear(word);
        }
        clients.forEach(Client::tick);
      }
    } finally {
      clients.stream().filter(c -> c.socket != null).forEach(c -> c.socket.abort());
    }
    clients.stream().filter(c -> !c.left || c.fair < c.deal.no).forEach(c -> faults.add("seat "
        + c.seat + " fair " + c.fair + " of " + c.deal.no + " last " + c.last + " open " + c.open));
    clients.sort(Comparator.comparing(c -> c.seat));
    return new Result(clients.stream().allMatch(c -> c.ended) ? 1 : 0,
        clients.get(0).score, clients.stream().map(c -> c.events).toList(), clients.get(0).deal.no,
        clients.stream().map(c -> c.fair).toList(), notes.getOrDefault("gap", 0),
        refusals, notes, faults, (System.nanoTime() - begin) / 1_000_000);
  }

  private void note(String what) {
    notes.merge(what, 1, Integer::sum);
  }

  private static List<String> texts(JsonArray array) {
    return array == null ? List.of() : array.stream().map(String::valueOf).toList();
  }

  private static byte[] hash(String secret, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (secret == null) {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(bytes);
  }

  private static List<String> shuffle(String secret, String prefix) throws Exception {
    List<String> deck = new ArrayList<>();
    "CDHS".chars().forEach(s -> "23456789TJQKA".chars().forEach(
        r -> deck.add("" + (char) r + (char) s)));
    ByteBuffer words = ByteBuffer.allocate(0);
    for (int last = 51, block = 0; last > 0;) {
      words = words.hasRemaining() ? words : ByteBuffer.wrap(hash(secret, prefix + block++));
      long word = words.getInt() & 0xffffffffL;
      if (word < (last + 1) * ((1L << 32) / (last + 1))) {
        Collections.swap(deck, last, (int) (word % (last + 1)));
        last--;
      }
    }
    return deck;
  }

  /** One deal as one seat sees it; not whole if it came into the middle of it by a view. */
  private static final class Deal {
    int no, hakem, attempt = -1;
    boolean whole;
    String secretCommit, commit;
    final Map<Integer, String> salts = new HashMap<>();
    final Map<String, Integer> played = new HashMap<>();
    final List<String> mine;

    Deal(JsonObject from, Deal before) {
      no = from.getInteger("no", 0);
      whole = !from.containsKey("hand");
      secretCommit = from.getString("secretCommit");
      commit = from.getString("commit");
      hakem = from.getInteger("hakem", 0);
      mine = new ArrayList<>(texts(from.getJsonArray("hand")));
      salts.putAll(before != null && before.no == no ? before.salts : Map.of());
    }

    /** The five checks of the page, and the cards that the others played besides. */
    boolean fair(JsonObject e, int seat) throws Exception {
      String secret = e.getString("secret");
      List<String> deck = texts(e.getJsonArray("deck"));
      List<String> told = texts(e.getJsonArray("salts"));
      boolean dealt = false, good = HEX.formatHex(hash(null, secret)).equals(secretCommit)
          && places(deck, seat).containsAll(mine)
          && (!whole || places(deck, seat).subList(0, mine.size()).equals(mine))
          && played.keySet().stream().allMatch(c -> places(deck, played.get(c)).contains(c))
          && IntStream.range(0, 4).allMatch(s -> told.get(s).equals(
              salts.getOrDefault(s, whole ? "" : told.get(s))));
      for (int i = whole ? attempt : 0; i <= (whole ? attempt : 2); i++) {
        String head = no + "|" + i;
        String nonce = HEX.formatHex(hash(secret, "nonce|" + head));
        dealt |= shuffle(secret, head + "|" + String.join("|", told) + "|").equals(deck)
            && nonce.equals(e.getString("nonce"))
            && HEX.formatHex(hash(null, String.join(",", deck) + "|" + nonce)).equals(commit);
      }
      return good && dealt;
    }

    List<String> places(List<String> deck, int seat) {
      int k = Math.floorMod(seat - hakem, 4);
      return Stream.of(deck.subList(5 * k, 5 * k + 5), deck.subList(20 + 4 * k, 24 + 4 * k),
          deck.subList(36 + 4 * k, 40 + 4 * k)).flatMap(List::stream).toList();
    }
  }

  /** One player: its socket, what it knows of its room, and what it still waits for. */
  private final class Client implements WebSocket.Listener {
    int at = clients.size(), tries, events, fair, seat = -1, last = -1;
    boolean ended, left, syncing, back;
    double tokens, filled;
    String token, acting, doubt, text = "";
    List<String> score;
    WebSocket socket;
    CompletableFuture<?> sending;
    Deal deal = new Deal(new JsonObject(), null);
    final Deque<JsonObject> outbox = new ArrayDeque<>();
    final Map<String, JsonObject> open = new LinkedHashMap<>();

    @Override public void onOpen(WebSocket ws) {
      text = "";
      inbox.add(new Word(this, ws, "open", ""));
      ws.request(Long.MAX_VALUE);
    }

    @Override public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
      text += data;
      if (last) {
        inbox.add(new Word(this, ws, "text", text));
        text = "";
      }
      return null;
    }

    @Override public CompletionStage<?> onClose(WebSocket ws, int status, String reason) {
      inbox.add(new Word(this, ws, "gone", status + " " + reason));
      return null;
    }

    @Override public void onError(WebSocket ws, Throwable error) {
      inbox.add(new Word(this, ws, "gone", error.toString()));
    }

    /** Drops the socket, if any, and connects to the next address after a random pause. */
    void connect() {
      if (socket != null) {
        socket.abort();
      }
      socket = null;
      back = token != null;
      URI server = servers.get(at++ % servers.size());
      CompletableFuture.delayedExecutor(random.nextInt(200 << Math.min(tries++, 4)),
          TimeUnit.MILLISECONDS).execute(() -> HTTP.newWebSocketBuilder()
              .connectTimeout(Duration.ofSeconds(5)).buildAsync(server, this)
              .whenComplete((x, e) -> Optional.ofNullable(e).ifPresent(f -> onError(null, f))));
    }

    void hear(Word word) throws Exception {
      if (word.kind.equals("open")) {
        socket = word.socket;
        sending = CompletableFuture.completedFuture(null);
        tokens = 36;
        syncing = false;
        outbox.clear();
        outbox.add(back ? JsonObject.of("type", "resume", "version", 1, "token", token,
            "lastSeen", last) : JsonObject.of("type", "sign_in", "version", 1, "name", "Sam"));
      } else if (word.socket == socket && word.kind.equals("gone")) {
        note("closed " + word.text);
        connect();
      } else if (word.socket == socket) {
        read(new JsonObject(word.text));
      }
    }

    String command(JsonObject message) {
      String id = UUID.randomUUID().toString();
      open.put(id, message.put("id", id));
      outbox.addAll(back ? List.of() : List.of(message));
      return id;
    }

    /** Sends at most 36 at once and 18 a second, below what the page allows. */
    void tick() {
      tokens = Math.min(36, tokens + (System.nanoTime() - filled) * 18e-9);
      filled = System.nanoTime();
      for (; socket != null && tokens >= 1 && !outbox.isEmpty(); tokens--) {
        WebSocket ws = socket;
        String frame = outbox.remove().encode();
        sending = sending.thenCompose(x -> ws.sendText(frame, true));
      }
    }

    void read(JsonObject m) throws Exception {
      switch (m.getString("type")) {
        case "welcome" -> {
          token = m.getString("token");
          command(code == null ? seating.copy() : JsonObject.of("type", "join_room", "room", code));
        }
        case "accepted", "queued" -> answered(m, open.remove(m.getString("id")));
        case "error" -> refused(m, m.getString("code"));
        case "view" -> view(m, m.getJsonObject("state"));
        case "events" -> events(m);
        case "turn" -> act(m.getJsonObject("turn"));
        case "ping" -> outbox.add(JsonObject.of("type", "pong"));
        case "resumed", "room_resumed" -> {
          note(m.getString("type"));
          tries = 0;
          syncing = false;
          if (back && (m.getString("type").equals("room_resumed") || !m.containsKey("room"))) {
            back = false;
            open.values().forEach(sent -> note("resent " + sent.getString("type")));
            outbox.addAll(open.values());
          }
        }
        default -> note(m.getString("type"));
      }
    }

    void answered(JsonObject m, JsonObject sent) {
      String type = sent == null ? "again" : sent.getString("type");
      note("answered " + type);
      left |= type.equals("leave");
      if (m.getString("id").equals(doubt)) {
        outbox.add(JsonObject.of("type", "sync"));
      }
      if (type.equals(seating.getString("type")) && this == clients.get(0)) {
        code = m.getString("room");
        clients.stream().skip(1).forEach(Client::connect);
      } else if (type.equals("play_card") && twice == null && deal.played.size() > 12) {
        twice = m.getString("id");
        outbox.add(sent);
      }
    }

    void refused(JsonObject m, String why) {
      refusals.merge(why, 1, Integer::sum);
      if (List.of("too_fast", "unavailable", "busy").contains(why)) {
        connect();
      } else {
        faults.add(m + " to " + open.remove(m.getString("id", "")));
        outbox.add(JsonObject.of("type", "sync"));
      }
    }

    void view(JsonObject m, JsonObject state) throws Exception {
      seat = m.getInteger("seat");
      last = m.getInteger("n");
      doubt = open.containsKey(acting) ? acting : null;
      acting = doubt;
      if (state != null) {
        String event = ended ? "view" : Map.of("preparing", "deal_prepared", "over", "match_ended")
            .getOrDefault(state.getString("phase"), "view");
        apply(state.put("event", event).put("no", state.getInteger("deal")), -1);
      } else if (code != null && clients.size() < 4
          && clients.stream().allMatch(c -> c.seat >= 0)) {
        command(JsonObject.of("type", "add_bots", "level", "hard"));
      }
      act(m.getJsonObject("turn"));
    }

    void events(JsonObject m) throws Exception {
      int n = -1;
      for (int i = 0; i < m.getJsonArray("events").size(); i++) {
        JsonObject e = m.getJsonArray("events").getJsonObject(i);
        n = e.getInteger("n");
        if (n > last + 1 && !syncing) {
          note("gap");
          syncing = outbox.add(JsonObject.of("type", "sync", "lastSeen", last));
        } else if (n == last + 1) {
          last = n;
          events += ended ? 0 : 1;
          apply(e, e.getInteger("seat", -1));
        }
      }
      if (n == last) {
        act(m.getJsonObject("turn"));
      }
    }

    void apply(JsonObject e, int s) throws Exception {
      switch (e.getString("event")) {
        case "view" -> deal = new Deal(e, deal);
        case "deal_prepared" -> {
          deal = new Deal(e, deal);
          String salt = UUID.randomUUID().toString().replace("-", "");
          if (deal.salts.putIfAbsent(seat, salt) == null) {
            command(JsonObject.of("type", "salt", "salt", salt));
          }
        }
        case "salt_contributed" -> deal.salts.put(s, e.getString("salt"));
        case "deal_began", "thrown_in" -> {
          deal.hakem = e.getInteger("hakem", deal.hakem);
          deal.commit = e.getString("commit");
          deal.attempt++;
          deal.mine.clear();
          acting = null;
        }
        case "cards_dealt" -> deal.mine.addAll(texts(e.getJsonArray("cards")));
        case "trump_named" -> acting = s == seat ? null : acting;
        case "card_played" -> {
          deal.played.put(e.getString("card"), s);
          acting = s == seat ? null : acting;
          drop(s == seat ? 2 : 3);
        }
        case "deck_revealed" -> fair += deal.fair(e, seat) ? 1 : 0;
        case "match_ended" -> {
          ended = true;
          score = texts(e.getJsonArray("score"));
          command(JsonObject.of("type", "leave"));
        }
        default -> { }
      }
    }

    /** Once, in the middle of a trick: before its card, after it, or while the others play. */
    boolean drop(int how) {
      if (how != dropHow || deal.played.size() < 8 || deal.played.size() % 4 == 0
          || this != clients.get(clients.size() / 3)) {
        return false;
      }
      dropHow = -1;
      connect();
      return true;
    }

    void act(JsonObject turn) {
      if (turn == null || turn.getInteger("seat") != seat || acting != null || drop(0)) {
        return;
      }
      List<String> legal = texts(turn.getJsonArray("legal"));
      acting = command(turn.getString("act").equals("play_card")
          ? JsonObject.of("type", "play_card", "card", legal.get(random.nextInt(legal.size())))
          : turn.getBoolean("mayThrowIn", false) ? JsonObject.of("type", "throw_in")
          : JsonObject.of("type", "name_trump", "suit", random.nextBoolean() ? "clubs" : "spades"));
      tick();
      drop(1);
    }
  }
}
