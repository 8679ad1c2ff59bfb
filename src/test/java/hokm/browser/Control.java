package hokm.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does to the stack what the scripts ask for, at POST /kill/owner/CODE and the like. */
final class Control implements AutoCloseable {

  private interface Deed {
    String on(String what) throws Exception;
  }

  private final HttpServer server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<String, Deed> deeds;

  Control(Ground ground) throws IOException {
    deeds = Map.of(
        "kill/owner", room -> ground.killNode(ground.owner(room)),
        "freeze/owner", room -> ground.freezeNode(ground.owner(room)),
        "kill/node", ground::killNode,
        "kill/primary", nothing -> ground.killPrimary(),
        "owner", ground::owner,
        "settle", nothing -> ground.settle());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(thread);
    server.createContext("/", this::act);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers with what was killed or found; with 500 and a sentence where that went wrong. */
  private void act(HttpExchange exchange) throws IOException {
    var path = List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
    int words = List.of("kill", "freeze").contains(path.get(0)) ? 2 : 1;
    var deed = deeds.get(String.join("/", path.subList(0, Math.min(words, path.size()))));
    try {
      if (deed == null) throw new IllegalArgumentException("Nothing is done at " + path + ".");
      answer(exchange, 200, deed.on(String.join("/", path.subList(words, path.size()))));
    } catch (Exception failed) {
      answer(exchange, 500, failed.toString());
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
