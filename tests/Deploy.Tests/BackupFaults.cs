using static KosovoNato.Deploy.Tests.InjectedFault;

namespace KosovoNato.Deploy.Tests;

/// <summary>Mistakes in exports, restores and drills.</summary>
static class BackupFaults
{
    const string OnBackup = "kind: CronJob, name: backup";
    const string OnRestore = "kind: CronJob, name: restore-milestones";
    const string OnDrill = "kind: CronJob, name: restore-drill";
    const string JobPod = "/spec/jobTemplate/spec/template/spec";
    const string JobContainer = $"{JobPod}/containers/0";

    public static IEnumerable<InjectedFault> All =>
    [
        new("Arguments of the backup program are valid", "'--keep'",
            Json(OnBackup, $"{{op: replace, path: {JobContainer}/args/5, value: --keep}}")),
        new("Arguments of the backup program are valid", "--max-age must be a number",
            Json(OnDrill, $"{{op: replace, path: {JobContainer}/args/6, value: a day}}")),
        new("Settings of the backup program are valid", "there is no section Shop",
            Json(OnBackup, $"{{op: add, path: {JobContainer}/env/-, value: {{name: KOSOVONATO_Shop__Configuration, value: any}}}}")),
        new("Settings of the backup program are valid", "S3:ServiceUrl must be",
            Json(OnBackup, $"{{op: replace, path: {JobContainer}/args/4, value: \"s3://backups/kosovonato\"}}")),
        new("Every service is exported, restored and drilled", "milestones: has 0 containers that run export",
            Json(OnBackup, $"{{op: remove, path: {JobPod}/containers/1}}")),
        new("Every service is exported, restored and drilled", "recognitions: has 2 containers that run import",
            Json(OnRestore, $"{{op: replace, path: {JobContainer}/args/2, value: recognitions}}")),
        new("Backups are read where they are written", "CronJob restore-milestones, container restore: uses /restores",
            Json(OnRestore, $"{{op: replace, path: {JobContainer}/args/4, value: /restores}}")),
        new("Backups are read where they are written", "uses /backups of the claim nobody",
            Json(OnDrill, $"{{op: replace, path: {JobPod}/volumes/0, value: {{name: backups, emptyDir: {{}}}}}}")),
        new("A drill fills no store of a service", "fills recognitions-store:6379",
            Json(OnDrill, $"{{op: replace, path: {JobContainer}/env/0/value, value: \"recognitions-store:6379\"}}")),
    ];
}
