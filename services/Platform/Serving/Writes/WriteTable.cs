using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Writes;

/// <summary>The writes of a service, by request type.</summary>
public sealed class WriteTable
{
    readonly FrozenDictionary<MessageDescriptor, IWrite> writes;

    /// <param name="step">The message of a step in a batch; its only oneof contains the requests of all writes.</param>
    /// <exception cref="InvalidOperationException">A write of the contract is missing, so the service must not start.</exception>
    public WriteTable(MessageDescriptor step, params IReadOnlyList<IWrite> writes)
    {
        this.writes = writes.ToFrozenDictionary(write => write.Request);
        var missing = step.Oneofs[0].Fields.Where(field => !this.writes.ContainsKey(field.MessageType)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"{step.FullName} has writes without an implementation: {string.Join(", ", missing.Select(field => field.Name))}.");
        }
    }

    internal BoundWrite Bind(IWriteRequest request) => writes[request.Descriptor].For(request);

    /// <summary>Binds the write of a step in a batch; null if the step has none.</summary>
    internal BoundWrite? BindStep(IMessage step)
    {
        if (step.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(step) is not { } field)
        {
            return null;
        }

        var bound = Bind((IWriteRequest)field.Accessor.GetValue(step));
        // Violations of a step are reported under the field that contains it: writes[3].record_act.act.date.
        return bound with { Check = violations => bound.Check(violations.At(field.Name)) };
    }
}
