using System.Globalization;
using k8s.Models;

namespace KosovoNato.Deploy.Tests;

static class ServicePorts
{
    /// <summary>The number of the pod port behind a port of a Service, or null if there is none.</summary>
    public static int? In(Workload workload, V1ServicePort port)
    {
        var target = port.TargetPort?.Value ?? port.Port.ToString(CultureInfo.InvariantCulture);
        return workload.Ports.FirstOrDefault(
            own => own.Name == target || own.ContainerPort.ToString(CultureInfo.InvariantCulture) == target)?.ContainerPort;
    }
}
