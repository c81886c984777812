using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Writes;

/// <summary>All writes of a service, by their requests.</summary>
public sealed class WriteTable
{
    readonly FrozenDictionary<MessageDescriptor, IWrite> writes;

    /// <param name="step">The message of one step of a batch, whose only oneof has the request of every write.</param>
    /// <exception cref="InvalidOperationException">A write of the contract is missing, so that the service must not start.</exception>
    public WriteTable(MessageDescriptor step, params IReadOnlyList<IWrite> writes)
    {
        this.writes = writes.ToFrozenDictionary(write => write.Request);
        var missing = step.Oneofs[0].Fields.Where(field => !this.writes.ContainsKey(field.MessageType)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"{step.FullName} has writes that nothing carries out: {string.Join(", ", missing.Select(field => field.Name))}.");
        }
    }

    internal BoundWrite Bind(IWriteRequest request) => writes[request.Descriptor].For(request);

    /// <summary>The write of one step of a batch; none if the step has none.</summary>
    internal BoundWrite? BindStep(IMessage step)
    {
        if (step.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(step) is not { } field)
        {
            return null;
        }

        var bound = Bind((IWriteRequest)field.Accessor.GetValue(step));
        // The violations of a step are found under the field that holds it: writes[3].record_act.act.date.
        return bound with { Check = violations => bound.Check(violations.At(field.Name)) };
    }
}
