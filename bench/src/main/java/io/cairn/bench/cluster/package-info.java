/** Load on a cluster of real nodes on loopback; programs that print. */
package io.cairn.bench.cluster;
