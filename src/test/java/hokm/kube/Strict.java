package hokm.kube;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a document by the model of its kind. The models keep fields that they don't know, and take
 * a number for a text; so what was read is written again, and held against what stood there.
 */
final class Strict {

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private static final Map<String, Class<?>> KINDS = Map.ofEntries(
      Map.entry("v1 Namespace", Namespace.class), Map.entry("v1 Service", Service.class),
      Map.entry("v1 ServiceAccount", ServiceAccount.class),
      Map.entry("v1 ConfigMap", ConfigMap.class), Map.entry("v1 Secret", Secret.class),
      Map.entry("apps/v1 Deployment", Deployment.class),
      Map.entry("apps/v1 StatefulSet", StatefulSet.class),
      Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
      Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
      Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
      Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
      Map.entry("postgresql.cnpg.io/v1 Cluster", Custom.Cluster.class),
      Map.entry("cert-manager.io/v1 Issuer", Custom.Issuer.class),
      Map.entry("cert-manager.io/v1 Certificate", Custom.Certificate.class),
      Map.entry("monitoring.coreos.com/v1 PodMonitor", Custom.PodMonitor.class),
      Map.entry("monitoring.coreos.com/v1 PrometheusRule", Custom.PrometheusRule.class));

  private Strict() {}

  /** @param told takes what the model does not know; @return empty when it can't be read at all */
  static List<Object> read(Map<String, Object> document, Consumer<String> told) {
    var kind = document.get("apiVersion") + " " + document.get("kind");
    var model = KINDS.get(kind);
    if (model == null) {
      told.accept("There is no model of " + kind + ".");
      return List.of();
    }
    var source = tree(document);
    try {
      var object = JSON.treeToValue(source, model);
      compare(document.get("kind") + " " + source.at("/metadata/name").asString(), source,
          tree(object), told);
      if (!model.isRecord()) Unknown.in(object, document.get("kind").toString(), told);
      return List.of(object);
    } catch (JacksonException unreadable) {
      told.accept(kind + " " + source.at("/metadata/name") + ": "
          + unreadable.getOriginalMessage());
      return List.of();
    }
  }

  /** As text has it, which knows one kind of whole number. */
  private static JsonNode tree(Object object) {
    return JSON.readTree(JSON.writeValueAsString(object));
  }

  private static void compare(String path, JsonNode source, JsonNode back,
      Consumer<String> told) {
    if (source.isObject() && back.isObject()) {
      source.propertyNames().forEach(name -> {
        var was = source.get(name);
        if (back.has(name)) compare(path + "." + name, was, back.get(name), told);
        else if (!was.isEmpty() || was.isValueNode()) {
          told.accept(path + "." + name + " is not read.");
        }
      });
    } else if (source.isArray() && back.isArray() && source.size() == back.size()) {
      for (int i = 0; i < source.size(); i++) {
        compare(path + "[" + i + "]", source.get(i), back.get(i), told);
      }
    } else if (!source.equals(back)) {
      told.accept(path + " is read as " + back + ", and stands there as " + source + ".");
    }
  }
}
