namespace KosovoNato.Kernel;

/// <summary>The service that this process, or this part of the process, runs.</summary>
/// <param name="Name">The name in event IDs and tokens, for example "recognitions".</param>
/// <param name="GrpcService">The full name of its gRPC service, for example "kosovonato.recognitions.v1.RecognitionService".</param>
public sealed record ServiceIdentity(string Name, string GrpcService);
