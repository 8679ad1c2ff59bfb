package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

class AliveTest {

  @Test
  void aNodeIsAliveOnlyWhenItSaysSoItself() throws IOException {
    assertThat(askedOf(200)).isTrue();
    assertThat(askedOf(503)).isFalse();
  }

  @Test
  void aNodeThatDoesNotListenIsNotAlive() throws IOException {
    var server = serverThatAnswers(200);
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(Alive.answers(port)).isFalse();
  }

  private static boolean askedOf(int status) throws IOException {
    var server = serverThatAnswers(status);
    try {
      return Alive.answers(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer serverThatAnswers(int status) throws IOException {
    var server = HttpServer.create(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/health/live", asked -> {
      asked.sendResponseHeaders(status, -1);
      asked.close();
    });
    server.start();
    return server;
  }
}
