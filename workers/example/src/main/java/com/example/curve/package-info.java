/**
 * A kind of worker for Cairn, {@code worker.type = curve}: fits a polynomial to two columns of a CSV
 * file by gradient descent. Entry type: {@link com.example.curve.CurveProvider}.
 */
package com.example.curve;
