document.querySelectorAll('.chart').forEach(chart => {
  const links = chart.parentElement.nextElementSibling;
  const file = links && links.querySelector('a[href$=".svg"]');
  if (!file) return;
  const name = file.getAttribute('href').split('/').pop();
  const drawing = () => 'data:image/svg+xml;charset=utf-8,' +
    encodeURIComponent(new XMLSerializer().serializeToString(chart.querySelector('svg')));
  const pixels = () => new Promise((done, failed) => {
    const wide = new Image();
    wide.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * wide.naturalWidth;
      canvas.height = 2 * wide.naturalHeight;
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(wide, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => blob ? done(blob) : failed());
    };
    wide.onerror = failed;
    wide.src = drawing();
  });
  const button = (words, clicked) => {
    const one = document.createElement('button');
    one.textContent = words;
    one.onclick = () => clicked(one);
    links.append(' ', one);
  };
  file.download = name;
  file.href = drawing();
  button('PNG', () => pixels().then(blob => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name.replace('.svg', '.png');
    link.click();
  }));
  if (navigator.clipboard && window.ClipboardItem) {
    button('Copy', one =>
      navigator.clipboard.write([new ClipboardItem({'image/png': pixels()})])
        .then(() => one.textContent = 'Copied', () => one.textContent = 'Not copied'));
  }
});
document.querySelectorAll('pre').forEach(lines => {
  if (!navigator.clipboard) return;
  const one = document.createElement('button');
  one.textContent = 'Copy';
  one.onclick = () => navigator.clipboard.writeText(lines.textContent)
    .then(() => one.textContent = 'Copied', () => one.textContent = 'Not copied');
  lines.after(one);
});
const folds = [...document.querySelectorAll('details')];
if (folds.length) {
  const all = document.createElement('button');
  const open = () => folds.every(fold => fold.open);
  const says = () => all.textContent = open() ? 'Close all' : 'Open all';
  all.onclick = () => { const on = !open(); folds.forEach(fold => fold.open = on); };
  folds.forEach(fold => fold.addEventListener('toggle', says));
  says();
  folds[0].before(all);
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = folds.filter(fold => !fold.open);
    closed.forEach(fold => fold.open = true);
  });
  addEventListener('afterprint', () => closed.forEach(fold => fold.open = false));
  const shown = () => {
    const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = at && at.closest('details');
    if (fold) { fold.open = true; at.scrollIntoView(); }
  };
  addEventListener('hashchange', shown);
  shown();
}
const tip = document.createElement('div');
tip.className = 'tip';
tip.hidden = true;
document.body.append(tip);
document.addEventListener('click', event => {
  const title = event.target.closest('circle')?.parentElement.querySelector('title');
  tip.hidden = !title;
  if (!title) return;
  tip.textContent = title.textContent;
  tip.style.top = event.pageY + 12 + 'px';
  tip.style.left = Math.max(8, Math.min(event.pageX, innerWidth - tip.offsetWidth - 8)) + 'px';
});
