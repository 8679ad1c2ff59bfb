package hokm.kube;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An overlay as kubectl renders it. */
public final class Rendered {

  public static final List<String> OVERLAYS = List.of("local", "production");

  private static final String KUBECTL = Stream.of(System.getenv("PATH").split(File.pathSeparator))
      .map(folder -> Path.of(folder, "kubectl")).filter(Files::isExecutable).findFirst()
      .map(Path::toString).orElse("");

  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private Rendered() {}

  /** Skips the test where there is no kubectl. */
  public static String text(String overlay) {
    Assumptions.assumeFalse(KUBECTL.isEmpty(), "There is no kubectl here, so k8s/ is not looked at;"
        + " it renders without a cluster (Debian 13: apt-get install kubectl;"
        + " https://kubernetes.io/docs/tasks/tools has it for all).");
    return KNOWN.computeIfAbsent(overlay, Rendered::render);
  }

  private static String render(String overlay) {
    try {
      var out = Files.createTempFile("rendered", ".yaml");
      var process = new ProcessBuilder(KUBECTL, "kustomize", "k8s/overlays/" + overlay)
          .redirectErrorStream(true).redirectOutput(out.toFile()).start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(overlay + " can't be rendered: " + Files.readString(out));
      }
      var text = Files.readString(out);
      Files.delete(out);
      return text;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public static List<Map<String, Object>> documents(String text) {
    var all = new ArrayList<Map<String, Object>>();
    for (Object each : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
      var document = new LinkedHashMap<String, Object>();
      ((Map<?, ?>) each).forEach((key, value) -> document.put((String) key, value));
      all.add(document);
    }
    return all;
  }
}
