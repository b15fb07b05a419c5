/**
 * TLS of nodes: certificates in PEM files, the connections that they secure, and a private
 * authority that issues them.
 *
 * <p>Entry types: {@link io.cairn.server.tls.NodeTls} for a node, {@link
 * io.cairn.server.tls.Authority} for who issues certificates. Knows nothing of clusters or HTTP.
 */
@NullMarked
package io.cairn.server.tls;

import org.jspecify.annotations.NullMarked;
