package hokm.kube;

import hokm.kube.Fleet.Pod;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether everything that means pods means some, and the ports that it names are theirs. */
final class Selectors {

  private final Fleet fleet;
  private final List<String> told = new ArrayList<>();

  private Selectors(Fleet fleet) {
    this.fleet = fleet;
  }

  static List<String> complaints(Fleet fleet) {
    var here = new Selectors(fleet);
    fleet.all(Deployment.class).forEach(each -> here.template(each.getMetadata().getName(),
        each.getSpec().getSelector(), each.getSpec().getTemplate().getMetadata().getLabels()));
    fleet.all(StatefulSet.class).forEach(here::stateful);
    fleet.all(Service.class).forEach(here::service);
    fleet.all(PodDisruptionBudget.class).forEach(each ->
        here.some("PodDisruptionBudget " + each.getMetadata().getName(),
            each.getSpec().getSelector()));
    fleet.all(NetworkPolicy.class).forEach(here::policy);
    fleet.all(Ingress.class).forEach(here::ingress);
    fleet.all(Custom.PodMonitor.class).forEach(each -> here.ports("PodMonitor",
        here.some("PodMonitor", each.spec().selector()),
        each.spec().podMetricsEndpoints().get(0).port()));
    fleet.own().forEach(pod -> pod.spec().getTopologySpreadConstraints().forEach(spread -> {
      if (!here.some(pod.of() + "'s spread", spread.getLabelSelector()).contains(pod)) {
        here.told.add(pod.of() + " is not spread among its own.");
      }
    }));
    here.lonely();
    here.operators();
    return here.told;
  }

  private void template(String name, LabelSelector selector, Map<String, String> labels) {
    if (!labels.entrySet().containsAll(selector.getMatchLabels().entrySet())) {
      told.add(name + " does not select its own pods.");
    }
  }

  private void stateful(StatefulSet set) {
    template(set.getMetadata().getName(), set.getSpec().getSelector(),
        set.getSpec().getTemplate().getMetadata().getLabels());
    boolean headless = fleet.all(Service.class).stream().anyMatch(each ->
        each.getMetadata().getName().equals(set.getSpec().getServiceName())
            && "None".equals(each.getSpec().getClusterIP()));
    if (!headless) told.add(set.getMetadata().getName() + " names no headless service.");
  }

  private void service(Service service) {
    var name = "Service " + service.getMetadata().getName();
    var selector = Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
    // One without a selector is meant to have no pods.
    if (selector.isEmpty()) return;
    var pods = fleet.labelled(selector);
    if (pods.isEmpty()) told.add(name + " selects no pod.");
    service.getSpec().getPorts().forEach(port -> ports(name, pods,
        String.valueOf(port.getTargetPort().getValue())));
  }

  private List<Pod> some(String what, LabelSelector selector) {
    var found = fleet.selected(selector);
    if (found.isEmpty()) told.add(what + " selects no pod.");
    return found;
  }

  private void ports(String what, List<Pod> pods, String port) {
    pods.stream().filter(pod -> !pod.hasPort(port))
        .forEach(pod -> told.add(what + " means port " + port + ", and " + pod.of()
            + " has none."));
  }

  private void policy(NetworkPolicy policy) {
    var name = "NetworkPolicy " + policy.getMetadata().getName();
    var pods = some(name, policy.getSpec().getPodSelector());
    policy.getSpec().getIngress().forEach(rule -> {
      peers(name, rule.getFrom());
      named(name, pods, rule.getPorts());
    });
    policy.getSpec().getEgress().forEach(rule ->
        named(name, peers(name, rule.getTo()), rule.getPorts()));
  }

  /** Pods of other namespaces are not ours to know. */
  private List<Pod> peers(String name, List<NetworkPolicyPeer> peers) {
    var all = new ArrayList<Pod>();
    peers.stream().filter(peer -> peer.getNamespaceSelector() == null)
        .forEach(peer -> all.addAll(some(name, peer.getPodSelector())));
    return all;
  }

  private void named(String name, List<Pod> pods, List<NetworkPolicyPort> ports) {
    ports.forEach(port -> ports(name, pods, String.valueOf(port.getPort().getValue())));
  }

  private void ingress(Ingress ingress) {
    ingress.getSpec().getRules().stream().flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(path -> path.getBackend().getService()).forEach(backend -> {
          boolean there = fleet.all(Service.class).stream()
              .filter(each -> each.getMetadata().getName().equals(backend.getName()))
              .flatMap(each -> each.getSpec().getPorts().stream())
              .anyMatch(port -> port.getName().equals(backend.getPort().getName()));
          if (!there) told.add("The ingress leads to " + backend.getName() + ", which has no port "
              + backend.getPort().getName() + ".");
        });
  }

  /** To the admin port come pods of a label in a namespace of a name, and nobody else. */
  private void operators() {
    fleet.all(NetworkPolicy.class).stream().flatMap(each -> each.getSpec().getIngress().stream())
        .filter(rule -> rule.getPorts().isEmpty() || rule.getPorts().stream()
            .anyMatch(port -> "admin".equals(port.getPort().getValue())))
        .forEach(rule -> {
          boolean few = !rule.getFrom().isEmpty() && rule.getFrom().stream().allMatch(from ->
              from.getNamespaceSelector() != null && from.getPodSelector() != null);
          if (!few) told.add("The admin port is open to more than operators' pods.");
        });
    fleet.all(Ingress.class).stream().flatMap(each -> each.getSpec().getRules().stream())
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .filter(path -> path.getBackend().getService().getName().equals("hokm-admin"))
        .forEach(path -> told.add("The admin port is open to players."));
  }

  /** Each pod is denied what is not allowed, and has a budget; and no port is open to nobody. */
  private void lonely() {
    boolean denied = fleet.all(NetworkPolicy.class).stream().map(NetworkPolicy::getSpec)
        .anyMatch(spec -> fleet.selected(spec.getPodSelector()).size() == fleet.pods().size()
            && spec.getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
            && spec.getIngress().isEmpty() && spec.getEgress().isEmpty());
    if (!denied) told.add("Not every pod is denied what no policy allows.");
    for (Pod pod : fleet.own()) {
      long budgets = fleet.all(PodDisruptionBudget.class).stream()
          .filter(each -> fleet.selected(each.getSpec().getSelector()).contains(pod)).count();
      if (budgets != 1) told.add(pod.of() + " has " + budgets + " disruption budgets.");
    }
  }
}
