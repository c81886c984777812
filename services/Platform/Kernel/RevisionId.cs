namespace KosovoNato.Kernel;

/// <summary>Identifies a revision, also after the restore of an older copy of the store.</summary>
/// <param name="StoreId">The ID of the store, 32 lowercase hexadecimal digits.</param>
/// <param name="Number">The number of the revision; 0 before the first.</param>
/// <param name="Fingerprint">Distinguishes the revision from others with its number.</param>
readonly record struct RevisionId(string StoreId, long Number, RevisionFingerprint Fingerprint);
