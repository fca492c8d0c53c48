// Every class here runs services that compute; beside each other they would starve one another, and the tests of other projects.
[assembly: CollectionBehavior(MaxParallelThreads = 1)]
