document.querySelectorAll('picture').forEach(picture => {
  const image = picture.querySelector('img');
  const links = picture.parentElement.nextElementSibling;
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
    wide.src = image.src;
  });
  if (!links || !links.querySelector('a[href$=".svg"]')) return;
  const svg = links.querySelector('a[href$=".svg"]');
  const png = links.querySelector('a[href$=".png"]');
  const name = svg.getAttribute('href').split('/').pop();
  svg.download = name;
  svg.href = image.src;
  png.addEventListener('click', event => {
    event.preventDefault();
    pixels().then(blob => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = name.replace('.svg', '.png');
      link.click();
    });
  });
  if (navigator.clipboard && window.ClipboardItem) {
    const button = document.createElement('button');
    button.textContent = 'Copy';
    button.onclick = () =>
      navigator.clipboard.write([new ClipboardItem({'image/png': pixels()})])
        .then(() => button.textContent = 'Copied', () => button.textContent = 'Not copied');
    links.append(' ', button);
  }
});
