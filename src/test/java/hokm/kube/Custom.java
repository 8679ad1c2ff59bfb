package hokm.kube;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;

/**
 * Kinds of which there is no model to be had: CloudNativePG's, the Prometheus operator's and
 * cert-manager's. These are ours, of the fields that we use and no others; a field that one of
 * them lacks is to be looked up in the operator's own definition before it is added here.
 */
final class Custom {
  private Custom() {}

  record Cluster(String apiVersion, String kind, ObjectMeta metadata, Postgres spec) {}

  record Postgres(int instances, String imageName, boolean enableSuperuserAccess,
      String primaryUpdateStrategy, String primaryUpdateMethod, int failoverDelay, int stopDelay,
      int switchoverDelay, Bootstrap bootstrap, Managed managed, Parameters postgresql,
      Slots replicationSlots, Storage storage, Storage walStorage,
      ResourceRequirements resources, Affinity affinity) {}

  record Bootstrap(Init initdb) {}

  record Init(String database, String owner, Named secret, List<String> postInitSQL,
      List<String> postInitApplicationSQL) {}

  record Named(String name) {}

  record Managed(List<Role> roles) {}

  record Role(String name, String ensure, boolean login, int connectionLimit, List<String> inRoles,
      Named passwordSecret) {}

  record Parameters(Map<String, String> parameters) {}

  record Slots(HighAvailability highAvailability) {}

  record HighAvailability(boolean enabled) {}

  record Storage(String size) {}

  record Affinity(boolean enablePodAntiAffinity, String topologyKey,
      String podAntiAffinityType) {}

  record Issuer(String apiVersion, String kind, ObjectMeta metadata, Authority spec) {}

  record Authority(Map<String, String> selfSigned, Signing ca) {}

  record Signing(String secretName) {}

  record Certificate(String apiVersion, String kind, ObjectMeta metadata, Wanted spec) {}

  record Wanted(String secretName, String commonName, List<String> dnsNames, boolean isCA,
      String duration, String renewBefore, List<String> usages, Key privateKey,
      Signer issuerRef) {}

  record Key(String algorithm, int size, String encoding, String rotationPolicy) {}

  record Signer(String kind, String name) {}

  record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, Monitor spec) {}

  record Monitor(String jobLabel, LabelSelector selector, List<String> podTargetLabels,
      List<Scraped> podMetricsEndpoints) {}

  record Scraped(String port, String path, String interval, String scrapeTimeout) {}

  record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, Rules spec) {}

  record Rules(List<Group> groups) {}

  record Group(String name, List<Rule> rules) {}

  record Rule(String alert, String expr, @com.fasterxml.jackson.annotation.JsonProperty("for")
      String lasting, Map<String, String> labels, Map<String, String> annotations) {}
}
