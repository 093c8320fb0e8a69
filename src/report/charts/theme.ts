import { colours, heatScale, seriesColours } from './palette.js';

/** Without quotes: echarts puts it into an attribute as it stands, and the file must be well-formed XML. */
const fontFamily = 'system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif';

const axis = {
  nameLocation: 'middle',
  nameTextStyle: { color: colours.text, fontSize: 13 },
  axisLine: { lineStyle: { color: colours.line } },
  axisTick: { lineStyle: { color: colours.line } },
  axisLabel: { color: colours.muted, fontSize: 12 },
  splitLine: { lineStyle: { color: colours.grid } },
  splitArea: { show: false },
} as const;

/** How every chart looks unless it says otherwise. Only colours of the palette, so that each has its dark counterpart. */
export const theme = {
  color: [...seriesColours],
  backgroundColor: colours.surface,
  textStyle: { fontFamily, color: colours.text },
  title: {
    left: 16,
    top: 12,
    itemGap: 6,
    textStyle: { color: colours.text, fontSize: 17, fontWeight: 600, fontFamily },
    subtextStyle: { color: colours.muted, fontSize: 13, fontFamily },
  },
  legend: {
    bottom: 8,
    itemGap: 36,
    inactiveColor: colours.line,
    textStyle: { color: colours.text, fontSize: 13 },
    lineStyle: { color: 'inherit', width: 'inherit' },
  },
  categoryAxis: axis,
  valueAxis: axis,
  logAxis: axis,
  timeAxis: axis,
  visualMap: { color: [...heatScale].reverse(), textStyle: { color: colours.muted, fontSize: 12 } },
  markLine: {
    symbol: 'none',
    lineStyle: { color: colours.threshold, width: 1.5, type: 'dashed' },
    label: { color: colours.text, fontSize: 12, textBorderColor: colours.surface, textBorderWidth: 3 },
  },
  markPoint: { label: { color: colours.text } },
  line: { symbol: 'none', lineStyle: { width: 2 } },
  bar: { label: { color: colours.text }, itemStyle: { borderColor: colours.surface } },
  scatter: { itemStyle: { borderColor: colours.surface, borderWidth: 0 } },
} as const;
