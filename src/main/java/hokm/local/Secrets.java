package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The passwords of the embedded servers: made at the first start, kept for their owner only. */
record Secrets(Properties all) {

  static final List<String> ROLES =
      List.of("postgres", "replicator", "hokm_owner", "game_user", "hokm_supervisor");
  private static final List<String> NAMES =
      Stream.concat(ROLES.stream(), Stream.of("redis", "cluster")).toList();

  static Secrets of(Path folder) {
    var file = folder.resolve("secrets.properties");
    var all = new Properties();
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        try (var in = Files.newBufferedReader(file)) {
          all.load(in);
        }
        return new Secrets(all);
      }
      var random = new SecureRandom();
      for (String name : NAMES) {
        byte[] secret = new byte[18];
        random.nextBytes(secret);
        all.setProperty(name, HexFormat.of().formatHex(secret));
      }
      Files.createFile(file, PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rw-------")));
      try (var out = Files.newBufferedWriter(file)) {
        all.store(out, "Passwords of the embedded servers");
      }
      return new Secrets(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
