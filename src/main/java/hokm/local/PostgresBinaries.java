package hokm.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive that comes as a Maven artifact. */
final class PostgresBinaries {

  private static final int ENTRIES_A_LINE = 400;

  private PostgresBinaries() {}

  /** @return the folder with bin, lib and share in it */
  static Path unpack(Path binaries, Consumer<String> progress) {
    var archive = archive();
    var home = binaries.toAbsolutePath().resolve(archive.replace(".txz", "-18.6.0"));
    if (Files.exists(home)) return home;
    try {
      Files.createDirectories(binaries);
      var part = Files.createTempDirectory(binaries.toAbsolutePath(), "postgres-part");
      progress.accept("Unpacking PostgreSQL…");
      unpack(archive, part, progress);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException another) {
        delete(part);
        if (!Files.exists(home)) throw another;
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String archive() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
  }

  private static void unpack(String archive, Path to, Consumer<String> progress)
      throws IOException {
    var packed = PostgresBinaries.class.getResourceAsStream("/" + archive);
    if (packed == null) throw new IOException("No PostgreSQL comes for this machine: " + archive);
    int entries = 0;
    try (var tar = new TarArchiveInputStream(
        new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        var target = to.resolve(e.getName()).normalize();
        if (!target.startsWith(to)) throw new IOException("Outside of its folder: " + e.getName());
        if (e.isDirectory()) {
          Files.createDirectories(target);
        } else if (e.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(e.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
          boolean runs = (e.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(target,
              PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
        if (++entries % ENTRIES_A_LINE == 0) progress.accept("  " + entries + " files");
      }
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) return;
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
