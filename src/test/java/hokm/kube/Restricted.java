package hokm.kube;

import hokm.kube.Fleet.Pod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of Pod Security's "restricted", and what we ask beyond them. */
final class Restricted {

  /** What a node takes at most to drain, beside the wait of a gateway before it. */
  private static final long DRAIN_SECONDS = 15;

  private final List<String> told = new ArrayList<>();

  private Restricted() {}

  static List<String> complaints(Fleet fleet) {
    var here = new Restricted();
    fleet.own().forEach(here::pod);
    fleet.all(ServiceAccount.class).forEach(each -> here.must(each.getMetadata().getName(),
        Boolean.FALSE.equals(each.getAutomountServiceAccountToken()), "mounts its token"));
    fleet.all(Namespace.class).forEach(each -> here.must(each.getMetadata().getName(),
        "restricted".equals(each.getMetadata().getLabels()
            .get("pod-security.kubernetes.io/enforce")), "takes pods that may too much"));
    fleet.all(HasMetadata.class).stream().filter(each -> !(each instanceof Namespace))
        .forEach(each -> here.must(each.getKind() + " " + each.getMetadata().getName(),
            "hokm".equals(each.getMetadata().getNamespace()), "is in no namespace of ours"));
    return here.told;
  }

  private void must(String who, boolean so, String otherwise) {
    if (!so) told.add(who + " " + otherwise + ".");
  }

  private void pod(Pod pod) {
    PodSpec spec = pod.spec();
    var security = spec.getSecurityContext();
    must(pod.of(), Boolean.TRUE.equals(security.getRunAsNonRoot()), "may be root");
    must(pod.of(), security.getRunAsUser() != null && security.getRunAsUser() > 0, "is root");
    must(pod.of(), security.getSeccompProfile() != null
        && "RuntimeDefault".equals(security.getSeccompProfile().getType()), "may call anything");
    must(pod.of(), Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()),
        "mounts a token");
    must(pod.of(), !Boolean.TRUE.equals(spec.getHostNetwork())
        && !Boolean.TRUE.equals(spec.getHostPID()) && !Boolean.TRUE.equals(spec.getHostIPC()),
        "shares its machine's namespaces");
    spec.getVolumes().forEach(volume -> must(pod.of(), allowed(volume),
        "has a volume " + volume.getName() + " of a kind that is not allowed"));
    spec.getContainers().forEach(each -> container(pod.of(), each));
    var end = pod.container().getLifecycle();
    long wait = end == null ? 0 : end.getPreStop().getSleep().getSeconds();
    must(pod.of(), spec.getTerminationGracePeriodSeconds() > wait + DRAIN_SECONDS,
        "is killed before it has drained");
  }

  private static boolean allowed(Volume volume) {
    return volume.getSecret() != null || volume.getConfigMap() != null
        || volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null
        || volume.getProjected() != null;
  }

  private void container(String of, Container container) {
    var security = container.getSecurityContext();
    must(of, Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "may become more");
    must(of, Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()), "writes to its image");
    must(of, security.getCapabilities() != null
        && security.getCapabilities().getDrop().contains("ALL")
        && security.getCapabilities().getAdd().isEmpty(), "has capabilities");
    Map<String, Quantity> asks = container.getResources().getRequests();
    var limit = container.getResources().getLimits().get("memory");
    must(of, asks != null && asks.containsKey("cpu") && asks.containsKey("memory"),
        "asks for no resources");
    must(of, limit != null && limit.equals(asks.get("memory")),
        "may use more memory than it asked for, or has no bound");
    must(of, container.getImage().matches(".+(:[\\w.-]+|@sha256:[0-9a-f]{64})")
        && !container.getImage().endsWith(":latest"), "runs an image of no fixed version");
  }
}
