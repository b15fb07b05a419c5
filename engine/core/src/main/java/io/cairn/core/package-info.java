@NullMarked
package io.cairn.core;

import org.jspecify.annotations.NullMarked;
