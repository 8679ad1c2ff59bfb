package hokm.local;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The passwords of the embedded servers: made at the first start, kept for their owner only. */
public record Secrets(Properties all) {

  static final List<String> ROLES =
      List.of("postgres", "replicator", "hokm_owner", "game_user", "hokm_supervisor");
  private static final String FILE = "secrets.properties";
  private static final List<String> NAMES =
      Stream.concat(ROLES.stream(), Stream.of("redis", "cluster", "admin")).toList();

  static Secrets of(Path folder) {
    var file = folder.resolve(FILE);
    var all = new Properties();
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        try (var in = Files.newBufferedReader(file)) {
          all.load(in);
        }
      }
      var random = new SecureRandom();
      int before = all.size();
      for (String name : NAMES) {
        byte[] secret = new byte[18];
        random.nextBytes(secret);
        all.putIfAbsent(name, HexFormat.of().formatHex(secret));
      }
      if (all.size() > before) {
        var text = new StringWriter();
        all.store(text, "Passwords of the embedded servers");
        keep(file, text.toString());
      }
      return new Secrets(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The token of the admin API that was started with this folder; empty without one. */
  public static Optional<String> admin(Path folder) {
    return Files.isReadable(folder.resolve(FILE))
        ? Optional.of(of(folder).of("admin")) : Optional.empty();
  }

  String of(String name) {
    return all.getProperty(name);
  }

  /** Writes them as libpq reads them, for servers and tools that run as they may. */
  void tellLibpq(Path file) {
    var lines = ROLES.stream().map(name -> "*:*:*:" + name + ":" + of(name))
        .collect(Collectors.joining("\n", "", "\n"));
    keep(file, lines);
    Child.unprivileged(file, List.of());
  }

  /** In a file that only its owner reads. */
  static void keep(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Secrets";
  }
}
