package hokm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The image's health check: asks this container's node whether its event loops turn. Knows next to
 * no classes, since a JVM is started for it every few seconds.
 */
public final class Alive {

  private static final int DEADLINE_MS = 2000;
  private static final String ASK = "GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n";

  private Alive() {}

  public static void main(String[] args) {
    int port = new Env(System.getenv()).number("HOKM_HTTP_PORT", 8765);
    System.exit(answers(port) ? 0 : 1);
  }

  static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.setSoTimeout(DEADLINE_MS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MS);
      socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
      var answer = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
      return answer != null && answer.startsWith("HTTP/1.") && answer.contains(" 200 ");
    } catch (IOException unreachable) {
      return false;
    }
  }
}
