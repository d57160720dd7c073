package stride.data;

import java.util.Arrays;

/** When the samples of a series were taken, as its file says. */
final class SampleTimes {
    private SampleTimes() {}

    /**
     * The times in s, ascending, one for each sample along the array's first dimension.
     *
     * @throws DataException if the file does not say them, or they don't fit the array
     */
    static double[] of(Source source, StoredArray array) {
        String file = source.path().toString();
        ArrayInfo info = array.info();
        Series series = array.series()
                .filter(Series::isTimed)
                .orElseThrow(() -> new DataException(
                        file,
                        "%s has no times, which --bin needs; choose a series of an NWB file, or leave --bin out"
                                .formatted(info.summary())));
        int samples = Math.toIntExact(Math.min(
                Integer.MAX_VALUE, info.shape().isEmpty() ? 0 : info.shape().getFirst()));
        if (samples > Runtime.getRuntime().maxMemory() / 4 / Double.BYTES) {
            throw new DataException(
                    file,
                    "%s has more samples than this process has room for; start java with a larger -Xmx"
                            .formatted(info.summary()));
        }
        double[] times =
                series.timestamps().map(name -> source.array(name).values()).orElseGet(() -> regular(series, samples));
        if (times.length != samples || samples == 0) {
            throw new DataException(
                    file, "%s has %d timestamps; expected one for each sample".formatted(info.summary(), times.length));
        }
        for (int i = 0; i < samples; i++) {
            if (!Double.isFinite(times[i]) || (i > 0 && times[i] < times[i - 1])) {
                throw new DataException(
                        file,
                        "%s: timestamp %d is %s; expected ascending times in s".formatted(info.summary(), i, times[i]));
            }
        }
        return times;
    }

    private static double[] regular(Series series, int samples) {
        double start = series.start().orElse(0);
        double rate = series.rate().orElseThrow();
        double[] times = new double[samples];
        Arrays.setAll(times, i -> start + i / rate);
        return times;
    }
}
