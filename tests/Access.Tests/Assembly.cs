using KosovoNato.Testing;

[assembly: AssemblyFixture(typeof(SharedStores))]
