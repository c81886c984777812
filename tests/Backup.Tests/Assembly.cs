using KosovoNato.Backup.Tests;
using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(SharedStores))]
[assembly: AssemblyFixture(typeof(SharedBroker))]
[assembly: AssemblyFixture(typeof(GrownStore))]
