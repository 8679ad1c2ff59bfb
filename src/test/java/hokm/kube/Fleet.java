package hokm.kube;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that an overlay brings, as typed objects, and the pods that would run. */
record Fleet(List<Object> objects, List<Pod> pods) {

  /**
   * @param of the workload's name
   * @param ours whether we say all of what it is; the pods of an operator have no spec here
   */
  record Pod(String of, Map<String, String> labels, PodSpec spec, boolean ours) {

    boolean hasPort(String nameOrNumber) {
      return !ours || spec.getContainers().stream().flatMap(each -> each.getPorts().stream())
          .anyMatch(port -> nameOrNumber.equals(port.getName())
              || nameOrNumber.equals(String.valueOf(port.getContainerPort())));
    }

    Container container() {
      return spec.getContainers().get(0);
    }
  }

  static Fleet of(List<Object> objects) {
    var pods = new ArrayList<Pod>();
    for (Object each : objects) {
      if (each instanceof Deployment some) {
        pods.add(pod(some.getMetadata().getName(), some.getSpec().getTemplate()));
      } else if (each instanceof StatefulSet some) {
        pods.add(pod(some.getMetadata().getName(), some.getSpec().getTemplate()));
      } else if (each instanceof Custom.Cluster some) {
        pods.addAll(instances(some));
      }
    }
    return new Fleet(objects, pods);
  }

  private static Pod pod(String of, PodTemplateSpec template) {
    return new Pod(of, template.getMetadata().getLabels(), template.getSpec(), true);
  }

  /** CloudNativePG labels its pods so. */
  private static List<Pod> instances(Custom.Cluster cluster) {
    var name = cluster.metadata().getName();
    return Stream.iterate(1, no -> no + 1).limit(cluster.spec().instances())
        .map(no -> new Pod(name, Map.of("cnpg.io/cluster", name, "cnpg.io/instanceName",
            name + "-" + no), new PodSpecBuilder().build(), false)).toList();
  }

  <T> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<Pod> own() {
    return pods.stream().filter(Pod::ours).toList();
  }

  List<Pod> labelled(Map<String, String> labels) {
    return pods.stream()
        .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet())).toList();
  }

  List<Pod> selected(LabelSelector selector) {
    var labels = Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of());
    return labelled(labels).stream().filter(pod -> selector.getMatchExpressions().stream()
        .allMatch(each -> each.getOperator().equals("In")
            && each.getValues().contains(pod.labels().get(each.getKey())))).toList();
  }

  /** The keys of a secret or config map; empty when there is none of the name. */
  Optional<Set<String>> keys(Class<?> kind, String name) {
    return objects.stream().filter(kind::isInstance).flatMap(each -> {
      if (each instanceof ConfigMap map && map.getMetadata().getName().equals(name)) {
        return Stream.of(map.getData().keySet());
      }
      if (each instanceof Secret secret && secret.getMetadata().getName().equals(name)) {
        var keys = new TreeSet<>(secret.getData().keySet());
        keys.addAll(Optional.ofNullable(secret.getStringData()).orElse(Map.of()).keySet());
        return Stream.<Set<String>>of(keys);
      }
      return Stream.empty();
    }).findFirst();
  }
}
