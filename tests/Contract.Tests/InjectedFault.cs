namespace KosovoNato.Contract.Tests;

/// <summary>
/// A fault planted into a copy of the contracts, the rule that must report it, and the element that the report must name.
/// </summary>
public sealed record InjectedFault(string Rule, string From, string To, string Blamed, string File = InjectedFault.Specimen)
{
    public const string Specimen = "specimens/v1/specimen.proto";
    const string Errors = "errors/v1/errors.proto";
    const string Changes = "changes/v1/changes.proto";
    const string Behavior = "Fields that callers send or the service sets have a behavior, and no others";
    const string Optional = " [(google.api.field_behavior) = OPTIONAL]";
    const string Http = "option (google.api.http) = ";

    public static IReadOnlyList<InjectedFault> All { get; } =
    [
        new("Folder, package and C# namespace agree", "KosovoNato.Specimens.V1", "KosovoNato.Specimens", Specimen),
        new("Folder, package and C# namespace agree", "KosovoNato.Errors.V1", "Kosovonato.Errors.V1", Errors, Errors),

        new("Everything has a comment of whole sentences", "  // A remark, at most 1,000 characters.\n", "", "Specimen.note"),
        new("Everything has a comment of whole sentences", "// The default value, never used.", "// The default value, never used",
            "SPECIMENS_RESOURCE_TYPE_UNSPECIFIED"),
        new("Everything has a comment of whole sentences",
            "  // Streams changes.\n  //\n  // Errors:\n  // - OUT_OF_RANGE (REVISION_COMPACTED): the changes are no longer kept.\n", "",
            "SpecimenService.Watch"),
        new("Everything has a comment of whole sentences", "  // The resource itself.\n", "", "SpecimensResource.resource"),
        new("Comments of RPCs begin with a verb and list the errors", "// Streams changes.", "// A stream of changes.",
            "SpecimenService.Watch"),
        new("Comments of RPCs begin with a verb and list the errors", "  // Errors:\n  // - ALREADY_EXISTS", "  // ALREADY_EXISTS",
            "SpecimenService.RegisterSpecimen"),
        new("No other comment begins with a bare verb", "// A remark, at most", "// Holds a remark, at most", "v1.Specimen.note"),
        new("No other comment begins with a bare verb", "// The smallest contract", "// Is the smallest contract", "SpecimenService"),
        new("Comments on booleans begin with Whether", "// Whether to validate", "// Option to validate",
            "RegisterSpecimenRequest.validate_only"),
        new("No sentence begins with a free relative", "// A remark, at most", "// What is remarked, at most", "v1.Specimen.note"),
        new("No sentence begins with a free relative", "// A thing to keep.", "// A thing to keep. Whoever finds one registers it.",
            "v1.Specimen"),
        new("No comment is only the name again", "// Why the change is made, at most 500 characters.", "// The reason.",
            "RegisterSpecimenRequest.reason"),
        new("No comment is only the name again", "// The `next_page_token` of the previous page. Empty for the first page.",
            "// Page token.",
            "ListSpecimensRequest.page_token"),
        new("No comment is only the name again", "// A remark, at most 1,000 characters.", "// The note.", "v1.Specimen.note"),
        new("Codes in the comments of RPCs exist", "(RULE_VIOLATED)", "(RULE_BROKEN)", "SpecimenService.CorrectSpecimen: RULE_BROKEN"),

        new(Behavior, "string notes = 1" + Optional, "string notes = 1", "SpecimenFilter.notes: has no"),
        new(Behavior, "resume_token = 1" + Optional, "resume_token = 1", "WatchRequest.resume_token: has no"),
        new(Behavior, "string note = 3" + Optional, "string note = 3", "v1.Specimen.note: has no"),
        new(Behavior, "string next_page_token = 2", "string next_page_token = 2" + Optional, "next_page_token: must not have a"),
        new("Fields of messages that only responses contain are OUTPUT_ONLY",
            "int64 number = 1 [(google.api.field_behavior) = OUTPUT_ONLY]", "int64 number = 1" + Optional, "v1.Revision.number", Changes),
        new("Lists take a page size and a token", "int32 page_size", "int64 page_size",
            "ListSpecimensRequest: needs a single field page_size"),
        new("Lists take a page size and a token", "string page_token", "string token",
            "ListSpecimensRequest: needs a single field page_token"),
        new("Writes take a required request id, a reason and validate_only", "string request_id = 10", "string id = 10",
            "RegisterSpecimenRequest"),
        new("Writes take a required request id, a reason and validate_only", "request_id = 10 [(google.api.field_behavior) = REQUIRED]",
            "request_id = 10" + Optional, "request_id: is not REQUIRED"),
        new("Writes take a required request id, a reason and validate_only", "string reason = 12", "string why = 12",
            "needs a single field reason"),
        new("Writes take a required request id, a reason and validate_only", "bool validate_only", "bool dry_run",
            "needs a single field validate_only"),
        new("Writes take a required request id, a reason and validate_only", "rpc GetSpecimen(", "rpc FetchSpecimen(",
            "GetSpecimenRequest"),
        new("Only writes take a request id", "rpc RegisterSpecimen(", "rpc ListRegister(", "SpecimenService.ListRegister"),
        new("Writes on something that exists take an etag", "string etag = 11", "string version = 11", "CorrectSpecimenRequest"),
        new("Writes on something that exists take an etag", "rpc RegisterSpecimen(", "rpc MoveSpecimen(", "RegisterSpecimenRequest"),

        new("Answers carry the revision they were computed at", "kosovonato.changes.v1.Revision revision = 2", "int64 revision = 2",
            "GetSpecimenResponse"),
        new("Lists answer with one page and the token of the next", "string next_page_token", "string next", "ListSpecimensResponse"),
        new("Lists answer with one page and the token of the next", "repeated Specimen specimens", "Specimen specimens",
            "ListSpecimensResponse: has 0"),
        new("Watch streams, and nothing else does", "returns (stream WatchResponse)", "returns (WatchResponse)", "SpecimenService.Watch"),
        new("Watch streams, and nothing else does", "returns (GetSpecimenResponse)", "returns (stream GetSpecimenResponse)",
            "SpecimenService.GetSpecimen"),

        new("Every RPC has a JSON form", Http + "{get: \"/v1/specimens\"};", "", "SpecimenService.ListSpecimens"),
        new("Stored things are got, writes are posted whole", "{get: \"/v1/specimens\"}", "{post: \"/v1/specimens\"}",
            "SpecimenService.ListSpecimens"),
        new("Stored things are got, writes are posted whole", "body: \"*\"", "body: \"specimen\"", "SpecimenService.RegisterSpecimen"),
        new("Paths begin with the version and use fields that exist", "/v1/specimens:watch", "/v2/specimens:watch",
            "SpecimenService.Watch"),
        new("Paths begin with the version and use fields that exist", "{name=specimens", "{specimen=specimens",
            "SpecimenService.GetSpecimen"),
        new("No two RPCs share a path", "/v1/specimens:correct", "/v1/states:correct",
            "RecognitionService.CorrectState, kosovonato.specimens.v1.SpecimenService.CorrectSpecimen"),

        new("Resources begin with name and etag", "string etag = 2", "string etag = 4", "v1.Specimen: needs string etag = 2"),
        new("Resources begin with name and etag", "string name = 1", "string id = 1", "v1.Specimen: needs string name = 1"),
        new("The name of a resource is its identifier, and the service sets the etag", "= IDENTIFIER", "= OPTIONAL", "v1.Specimen.name"),
        new("The name of a resource is its identifier, and the service sets the etag", "= OUTPUT_ONLY", "= OPTIONAL", "v1.Specimen.etag"),
        new("References name the type of a resource that exists", "(google.api.resource_reference).type = \"kosovonato/Specimen\"",
            "(google.api.resource_reference).type = \"kosovonato/Sample\"", "GetSpecimenRequest.name: refers to kosovonato/Sample"),
        new("Fields that are called like a resource refer to it", "string note = 3", "string specimen = 3", "v1.Specimen.specimen"),
        new("The type of a resource is its message's name", "type: \"kosovonato/Specimen\"", "type: \"kosovonato/Sample\"", "v1.Specimen"),
        new("A service's resource message can hold each of its resources", "    Specimen specimen = 1;", "    SpecimenFilter specimen = 1;",
            "v1.Specimen: is not in"),
        new("A service's resource message holds nothing else", "    Specimen specimen = 1;", "    SpecimenFilter specimen = 1;",
            "SpecimensResource.specimen"),
        new("Numbers and names of types are those of the resource message", "SPECIMENS_RESOURCE_TYPE_SPECIMEN = 1",
            "SPECIMENS_RESOURCE_TYPE_SPECIMEN = 2",
            "SpecimensResourceType"),
        new("Numbers and names of types are those of the resource message", "SPECIMENS_RESOURCE_TYPE_SPECIMEN = 1",
            "SPECIMENS_RESOURCE_TYPE_SAMPLE = 1",
            "SpecimensResourceType"),

        new("Change messages have the shape of the envelope", "string actor = 3", "string actor = 10", "SpecimensChanged: field 3"),
        new("Change messages have the shape of the envelope", "string causation_id = 5", "bytes causation_id = 5",
            "SpecimensChanged: field 5"),
        new("Change messages have the shape of the envelope", "SpecimensResourceChange changes = 8", "SpecimensResource changes = 8",
            "SpecimensChanged: field 8"),
        new("Change messages have the shape of the envelope", "repeated SpecimensEventType event_types", "SpecimensEventType event_types",
            "SpecimensResourceChange: field 3"),
        new("Change messages have the shape of the envelope", "message SpecimensResourceChange {",
            "message SpecimensResourceChange {\n  string more = 8;",
            "SpecimensResourceChange: field 8"),

        new("Zero of an enum is unspecified", "SPECIMENS_EVENT_TYPE_UNSPECIFIED = 0", "SPECIMENS_EVENT_TYPE_NONE = 0",
            "SpecimensEventType"),
        new("Reasons of errors fit into ErrorInfo", "ERROR_REASON_TOKEN_INVALID", "ERROR_REASON_token_invalid", "token_invalid", Errors),
        new("Reasons of errors say with which status they come", "// ABORTED: the", "// FAILED: the", "ERROR_REASON_ETAG_MISMATCH", Errors),
    ];
}
