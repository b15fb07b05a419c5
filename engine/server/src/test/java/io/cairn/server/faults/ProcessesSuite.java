package io.cairn.server.faults;

import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of this package, one after the other in one JVM, however many JVMs the tests of the
 * module have: they share a cluster, and a second one would take the processors of the first.
 */
@Suite
@SelectPackages("io.cairn.server.faults")
class ProcessesSuite {}
