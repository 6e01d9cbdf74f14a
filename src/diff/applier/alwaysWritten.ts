/**
 * Whether Go writes a value of a field even if it is `false`, 0, empty text or an empty list, though the schema does not
 * require it: the field is a pointer, writes itself, or is not `omitempty`.
 *
 * Taken from the types of k8s.io/api 0.36 by reflection: the shortest ends of paths that tell these fields from others.
 * @param path field names from the kind on: `['Deployment', 'spec', 'replicas']`; list items have none
 */
export function isAlwaysWritten(path: readonly string[]): boolean {
  return [1, 2, 3].some((count) => path.length >= count && written.has(path.slice(-count).join('.')));
}

const written: ReadonlySet<string> = new Set(
  `
  acquireTime activeDeadlineSeconds adminAccess allNodes allocateLoadBalancerNodePorts allocationMultiplier
  allowMultipleAllocations allowPrivilegeEscalation allowVolumeExpansion appProtocol attachRequired
  automountServiceAccountToken averageUtilization averageValue backoffLimit backoffLimitPerIndex bindsToNode
  blockOwnerDeletion bool borrowingLimitPercent cachingMode capacityKey completionMode completions
  currentVolumeAttributesClassName defaultMode deletionGracePeriodSeconds distinctAttribute divisor
  enableServiceLinks endPort endpointsNamespace expirationSeconds extendedResourceName failedJobsHistoryLimit
  failurePolicy fsGroup fsGroupChangePolicy fsGroupPolicy gmsaCredentialSpec gmsaCredentialSpecName
  holderIdentity hostProcess hostUsers hostnameOverride immutable ingressClassName initiatorName int
  internalTrafficPolicy ipFamilyPolicy lastProbeTime lastTransitionTime leaseDurationSeconds leaseTransitions
  lendablePercent loadBalancerClass localhostProfile lun managedBy manualSelector matchAttribute matchPolicy
  maxExpirationSeconds maxFailedIndexes maxSurge maxUnavailable maximumVolumeSize minAvailable minDomains
  minReplicas mode mountPropagation nodeAffinityPolicy nodeAllocatableUpdatePeriodSeconds nodeTaintsPolicy
  nominalConcurrencyShares optional parallelism parameterNotFoundAction pathType perDeviceNodeSelection
  persistentVolumeName pingTime podGroupName podInfoOnMount podReplacementPolicy port preemptionPolicy
  preferredHolder preventPodSchedulingIfMissing priority privileged procMount progressDeadlineSeconds
  readOnlyRootFilesystem ready reclaimPolicy recursiveReadOnly renewTime replicas requiresRepublish
  resourceClaimName resourceClaimTemplateName revisionHistoryLimit runAsGroup runAsNonRoot runAsUser
  runAsUserName runtimeClassName scope seLinuxChangePolicy seLinuxMount secretNamespace selectPolicy service
  serviceAccountTokenInSecrets servicePort serving setHostnameAsFQDN shareProcessNamespace sideEffects sizeLimit
  stabilizationWindowSeconds startingDeadlineSeconds step stopSignal storageCapacity string succeededCount
  succeededIndexes successfulJobsHistoryLimit supplementalGroupsPolicy suspend targetCPUUtilizationPercentage
  targetPort terminating terminationGracePeriodSeconds timeAdded timeZone tolerance tolerationSeconds
  trafficDistribution ttlSecondsAfterFinished unhealthyPodEvictionPolicy url version volumeAttributesClassName
  volumeBindingMode volumeMode zone
  CSIStorageCapacity.capacity CertificateSigningRequest.spec.signerName ControllerRevision.data
  EndpointSlice.ports.name EndpointSlice.ports.protocol Lease.spec.strategy
  PersistentVolumeClaim.spec.storageClassName ResourceSlice.spec.nodeName addresses.nodeName allocatable.count
  azureDisk.fsType azureDisk.kind azureDisk.readOnly capacity.value clientIP.timeoutSeconds
  clusterTrustBundle.name clusterTrustBundle.signerName containers.restartPolicy counters.value
  dataSource.apiGroup dataSourceRef.apiGroup dataSourceRef.namespace devices.nodeName egress.ports.protocol
  endpoints.hostname endpoints.nodeName ephemeralContainers.restartPolicy hostPath.type ingress.ports.protocol
  initContainers.restartPolicy local.fsType notReadyAddresses.nodeName onExitCodes.containerName
  opaque.parameters options.value ownerReferences.controller parameters.apiGroup parameters.namespace
  requestPolicy.default resource.apiGroup rollingUpdate.partition service.path target.value validRange.max
  validRange.min validations.reason volumeClaimTemplate.spec.storageClassName
  volumeClaimTemplates.spec.storageClassName volumes.csi.fsType volumes.csi.readOnly webhooks.reinvocationPolicy
  webhooks.timeoutSeconds
  EndpointSlice.endpoints EndpointSlice.ports FlowSchema.spec.matchingPrecedence PriorityClass.value
  onPodConditions.status ordinals.start projected.sources queuing.handSize queuing.queueLengthLimit queuing.queues
  roleRef.apiGroup StatefulSet.spec.serviceName
`
    .trim()
    .split(/\s+/),
);
