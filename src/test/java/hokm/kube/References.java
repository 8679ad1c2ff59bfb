package hokm.kube;

import hokm.kube.Fleet.Pod;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether what is named is there: maps, secrets, their keys, accounts, volumes, routes. */
final class References {

  private final Fleet fleet;
  private final Set<String> routes;
  private final Set<String> figures;
  private final List<String> told = new ArrayList<>();

  private References(Fleet fleet, Set<String> routes, Set<String> figures) {
    this.fleet = fleet;
    this.routes = routes;
    this.figures = figures;
  }

  /** @param routes that every node serves; @param figures that nodes tell */
  static List<String> complaints(Fleet fleet, Set<String> routes, Set<String> figures) {
    var here = new References(fleet, routes, figures);
    fleet.own().forEach(here::pod);
    fleet.all(HorizontalPodAutoscaler.class).forEach(here::autoscaler);
    fleet.all(Custom.Cluster.class).forEach(here::cluster);
    fleet.all(Custom.Certificate.class).forEach(here::certificate);
    fleet.all(Ingress.class).stream().flatMap(each -> each.getSpec().getTls().stream())
        .forEach(tls -> here.has("The ingress", Secret.class, tls.getSecretName(), "tls.crt"));
    return here.told;
  }

  private void has(String who, Class<?> kind, String name, String key) {
    var keys = fleet.keys(kind, name);
    if (keys.isEmpty()) told.add(who + " needs " + kind.getSimpleName() + " " + name + ".");
    else if (!key.isEmpty() && !keys.get().contains(key)) {
      told.add(who + " needs " + key + " of " + kind.getSimpleName() + " " + name + ".");
    }
  }

  private void pod(Pod pod) {
    pod.spec().getVolumes().forEach(volume -> volume(pod, volume));
    var account = pod.spec().getServiceAccountName();
    if (fleet.all(ServiceAccount.class).stream()
        .noneMatch(each -> each.getMetadata().getName().equals(account))) {
      told.add(pod.of() + " needs ServiceAccount " + account + ".");
    }
    for (Container container : pod.spec().getContainers()) {
      container.getEnvFrom().forEach(each ->
          has(pod.of(), ConfigMap.class, each.getConfigMapRef().getName(), ""));
      mounts(pod, container);
      files(pod, container);
      Stream.of(container.getStartupProbe(), container.getLivenessProbe(),
          container.getReadinessProbe()).forEach(probe -> probe(pod, container, probe));
    }
  }

  private void volume(Pod pod, Volume volume) {
    var secret = volume.getSecret();
    if (secret != null) {
      has(pod.of(), Secret.class, secret.getSecretName(), "");
      secret.getItems().forEach(item ->
          has(pod.of(), Secret.class, secret.getSecretName(), item.getKey()));
    }
    if (volume.getConfigMap() != null) {
      has(pod.of(), ConfigMap.class, volume.getConfigMap().getName(), "");
    }
  }

  private void mounts(Pod pod, Container container) {
    var volumes = new TreeSet<>(pod.spec().getVolumes().stream().map(Volume::getName).toList());
    fleet.all(StatefulSet.class).stream()
        .filter(set -> set.getMetadata().getName().equals(pod.of()))
        .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
        .forEach(claim -> volumes.add(claim.getMetadata().getName()));
    container.getVolumeMounts().stream().filter(each -> !volumes.contains(each.getName()))
        .forEach(each -> told.add(pod.of() + " mounts " + each.getName() + ", which it lacks."));
  }

  /** A file that a setting or a command names is a key of what is mounted there. */
  private void files(Pod pod, Container container) {
    var named = new ArrayList<String>();
    container.getEnv().stream().filter(each -> namesAFile(each.getName()))
        .forEach(each -> named.add(each.getValue()));
    container.getEnvFrom().forEach(each -> fleet.all(ConfigMap.class).stream()
        .filter(map -> map.getMetadata().getName().equals(each.getConfigMapRef().getName()))
        .forEach(map -> map.getData().forEach((name, value) -> {
          if (namesAFile(name)) named.add(value);
        })));
    Stream.of(container.getCommand(), commands(container.getLivenessProbe()))
        .flatMap(List::stream).filter(word -> word.startsWith("/")).forEach(named::add);
    named.forEach(file -> file(pod, container, file));
  }

  private static boolean namesAFile(String setting) {
    return setting.endsWith("_FILE") || setting.startsWith("HOKM_BUS_TLS_");
  }

  private static List<String> commands(Probe probe) {
    return Optional.ofNullable(probe).map(Probe::getExec).map(exec -> exec.getCommand())
        .orElse(List.of());
  }

  private void file(Pod pod, Container container, String file) {
    int slash = file.lastIndexOf('/');
    var volume = container.getVolumeMounts().stream()
        .filter(each -> each.getMountPath().equals(file.substring(0, slash)))
        .flatMap(each -> pod.spec().getVolumes().stream()
            .filter(known -> known.getName().equals(each.getName()))).findFirst();
    if (volume.isEmpty()) {
      told.add(pod.of() + " has nothing at " + file + ".");
    } else if (volume.get().getSecret() != null) {
      has(pod.of(), Secret.class, volume.get().getSecret().getSecretName(),
          file.substring(slash + 1));
    } else {
      has(pod.of(), ConfigMap.class, volume.get().getConfigMap().getName(),
          file.substring(slash + 1));
    }
  }

  private void probe(Pod pod, Container container, Probe probe) {
    if (probe == null) {
      told.add(pod.of() + " lacks a probe.");
    } else if (probe.getHttpGet() != null) {
      var path = probe.getHttpGet().getPath();
      var port = String.valueOf(probe.getHttpGet().getPort().getValue());
      if (!routes.contains(path)) told.add(pod.of() + " is asked for " + path + ", no route.");
      if (!pod.hasPort(port)) told.add(pod.of() + " is asked at port " + port + ", none of its.");
    }
    if (probe == container.getLivenessProbe() && probe != null && probe.getHttpGet() != null
        && !probe.getHttpGet().getPath().equals("/health/live")) {
      told.add(pod.of() + " would be killed for what a restart does not mend.");
    }
  }

  private void autoscaler(HorizontalPodAutoscaler scaler) {
    var target = scaler.getSpec().getScaleTargetRef().getName();
    var of = fleet.all(Deployment.class).stream()
        .filter(each -> each.getMetadata().getName().equals(target)).findFirst();
    if (of.isEmpty()) told.add("An autoscaler means Deployment " + target + ", which is no one.");
    of.filter(each -> each.getSpec().getReplicas() != null).ifPresent(each ->
        told.add(target + " has replicas, which undo what its autoscaler does."));
    scaler.getSpec().getMetrics().stream().filter(each -> each.getPods() != null)
        .map(each -> each.getPods().getMetric().getName())
        .filter(name -> !figures.contains(name))
        .forEach(name -> told.add("No node tells " + name + "."));
  }

  /** Somebody signs it, and whoever signs with a secret has it from a certificate. */
  private void certificate(Custom.Certificate certificate) {
    var name = "Certificate " + certificate.metadata().getName();
    var issuer = fleet.all(Custom.Issuer.class).stream().filter(each ->
        each.metadata().getName().equals(certificate.spec().issuerRef().name())).findFirst();
    if (issuer.isEmpty()) told.add(name + " is signed by nobody.");
    boolean signs = fleet.all(Custom.Issuer.class).stream().map(each -> each.spec().ca())
        .anyMatch(ca -> ca != null && ca.secretName().equals(certificate.spec().secretName()));
    if (signs != certificate.spec().isCA()) told.add(name + " is an authority of no issuer.");
    if (!signs) has(name, Secret.class, certificate.spec().secretName(), "ca.crt");
  }

  private void cluster(Custom.Cluster cluster) {
    has("PostgreSQL", Secret.class, cluster.spec().bootstrap().initdb().secret().name(),
        "password");
    cluster.spec().managed().roles().forEach(role ->
        has(role.name(), Secret.class, role.passwordSecret().name(), "password"));
  }
}
