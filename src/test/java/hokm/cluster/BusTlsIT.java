package hokm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event bus whose nodes show certificates. */
class BusTlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir
  private Path folder;
  private final List<MemberHandle> members = new ArrayList<>();

  @AfterEach
  void stop() {
    members.forEach(MemberHandle::kill);
  }

  /** A certificate that has signed itself, and is trusted with those of the authority. */
  private Path certificate(String name) throws Exception {
    var home = Files.createDirectories(folder.resolve(name));
    var store = home.resolve("store.p12");
    var made = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
        "-alias", "node", "-keyalg", "EC", "-dname", "CN=" + name, "-storetype", "PKCS12",
        "-keystore", store.toString(), "-storepass", PASSWORD).inheritIO().start();
    assertThat(made.waitFor()).isZero();
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    pem(home.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("node").getEncoded());
    pem(home.resolve("key.pem"), "PRIVATE KEY",
        keys.getKey("node", PASSWORD.toCharArray()).getEncoded());
    Files.copy(home.resolve("cert.pem"), home.resolve("ca.pem"));
    return home;
  }

  private static void pem(Path file, String what, byte[] der) throws IOException {
    Files.writeString(file, "-----BEGIN " + what + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END " + what + "-----\n");
  }

  private MemberHandle member(String node, int port, int first, Path... certificates)
      throws IOException {
    var member = new MemberHandle(node, port, "127.0.0.1:" + first, "s",
        Stream.of(certificates).map(each -> "-Dmember.tls=" + each).toArray(String[]::new));
    members.add(member);
    return member.ready();
  }

  @Test
  void nodesTalkWithCertificatesAndToNobodyWithoutOneOfTheirs() throws Exception {
    var ours = certificate("ours");
    // It trusts ours, and knows the secret of the cluster.
    var theirs = certificate("theirs");
    Files.copy(ours.resolve("cert.pem"), Files.createDirectories(theirs).resolve("our.pem"));
    Files.delete(theirs.resolve("ca.pem"));
    Files.move(theirs.resolve("our.pem"), theirs.resolve("ca.pem"));
    int port = MemberHandle.freePort();
    var first = member("first", port, port, ours);
    var second = member("second", MemberHandle.freePort(), port, ours);
    second.tell("greet first");
    assertThat(second.line("greeted first")).hasSize(4);
    first.tell("greet second");
    first.line("greeted second");
    var stranger = member("stranger", MemberHandle.freePort(), port, theirs);
    stranger.tell("greet first");
    stranger.line("ungreeted first");
    var plain = member("plain", MemberHandle.freePort(), port);
    plain.tell("greet first");
    plain.line("ungreeted first");
    // That it is dead is noticed as soon as without certificates.
    second.kill();
    assertThat(first.line("gone second").get(3)).isEqualTo("true");
  }
}
