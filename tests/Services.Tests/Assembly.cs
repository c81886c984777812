[assembly: AssemblyFixture(typeof(SharedStores))]
