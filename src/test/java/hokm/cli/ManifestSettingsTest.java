package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.cli.Config.Role;
import hokm.kube.Rendered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests set is what nodes read, and they start with it. */
class ManifestSettingsTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"local", "production"})
  void everyNodeReadsAllThatItIsGivenAndHasTheRoleOfItsName(String overlay) throws IOException {
    var documents = Rendered.documents(Rendered.text(overlay));
    var roles = new TreeSet<Role>();
    for (var each : documents) {
      if (!"Deployment".equals(each.get("kind"))) continue;
      var name = text(each, "metadata", "name");
      var asked = new HashSet<String>();
      var given = environment(documents, each);
      var config = Config.of(new Env(recorded(given, asked)));
      assertThat(asked).as(overlay + " " + name).containsAll(given.keySet());
      assertThat(config.roles()).as(name)
          .containsExactly(Role.valueOf(name.replace("hokm-", "").toUpperCase()));
      roles.addAll(config.roles());
      boolean keeps = config.roles().contains(Role.PERSISTENCE);
      assertThat(!config.postgres().password().isEmpty()).as(name + " has a password of the"
          + " database").isEqualTo(keeps);
      assertThat(config.redis().user()).as(name + " in Redis").contains("hokm");
      assertThat(config.admin().port() > 0).as(name + " answers operators")
          .isEqualTo(config.roles().contains(Role.MATCHMAKER));
      assertThat(config.cluster().busTls().isPresent()).as(name + " shows a certificate")
          .isEqualTo(overlay.equals("production"));
    }
    assertThat(roles).containsExactly(Role.values());
  }

  private static Map<String, String> recorded(Map<String, String> given, Set<String> asked) {
    return new AbstractMap<>() {
      @Override
      public String get(Object name) {
        asked.add((String) name);
        return given.get(name);
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        return given.entrySet();
      }
    };
  }

  /** Of its one container; a pod has a name and an address. */
  private Map<String, String> environment(List<Map<String, Object>> documents,
      Map<String, Object> deployment) throws IOException {
    var all = new HashMap<String, String>();
    var container = (Map<?, ?>) ((List<?>) at(deployment, "spec", "template", "spec",
        "containers")).get(0);
    for (Object from : (List<?>) container.get("envFrom")) {
      var name = at(from, "configMapRef", "name");
      documents.stream().filter(each -> name.equals(at(each, "metadata", "name")))
          .forEach(map -> ((Map<?, ?>) map.get("data")).forEach((key, value) ->
              all.put((String) key, (String) value)));
    }
    for (Object each : (List<?>) container.get("env")) {
      var value = at(each, "value");
      all.put(text(each, "name"), value != null ? (String) value
          : text(each, "valueFrom", "fieldRef", "fieldPath").endsWith("podIP") ? "10.0.0.7"
              : text(deployment, "metadata", "name") + "-7d4b9c6f5-x2x4z");
    }
    for (var each : all.entrySet()) {
      if (!each.getKey().matches(".*_FILE|HOKM_BUS_TLS_.*")) continue;
      boolean secret = each.getValue().startsWith("/run/secrets/");
      var file = secret ? Files.writeString(folder.resolve(each.getKey()),
          word(documents, deployment, Path.of(each.getValue())))
          : Path.of("k8s", "overlays", "production", "endpoints");
      each.setValue(file.toString());
    }
    return all;
  }

  /** What is mounted there; where the overlay leaves the secret to others, some word. */
  private static String word(List<Map<String, Object>> documents, Map<String, Object> deployment,
      Path file) {
    var pod = at(deployment, "spec", "template", "spec");
    var container = (Map<?, ?>) ((List<?>) at(pod, "containers")).get(0);
    var volume = named(container.get("volumeMounts"), "mountPath", file.getParent().toString())
        .flatMap(mount -> named(at(pod, "volumes"), "name", at(mount, "name"))).orElseThrow();
    return documents.stream().filter(each -> "Secret".equals(each.get("kind"))
            && at(volume, "secret", "secretName").equals(at(each, "metadata", "name")))
        .map(each -> text(each, "data", file.getFileName().toString())).findFirst()
        .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
        .orElse("0123456789abcdef");
  }

  private static Optional<?> named(Object list, String key, Object value) {
    return ((List<?>) list).stream().filter(each -> value.equals(at(each, key))).findFirst();
  }

  private static Object at(Object from, String... path) {
    return Stream.of(path).reduce(from, (map, key) -> ((Map<?, ?>) map).get(key), (a, b) -> b);
  }

  private static String text(Object from, String... path) {
    return (String) at(from, path);
  }
}
